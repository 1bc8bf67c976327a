package clarify.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Makes connections to one server, wherever its name leads to. Thread-safe. */
final class HostConnector implements Connector {

    private final RedisAddress address;
    private final RedisSettings settings;
    private final ReplyLimits limits;
    private final HostAddresses addresses;
    private final JedisClientConfig login;
    private final Optional<TlsContext> tls;

    /** @param tls is made anew elsewhere when its files change */
    HostConnector(
            RedisAddress address,
            RedisSettings settings,
            ReplyLimits limits,
            Resolver resolver,
            Optional<TlsContext> tls) {
        this.address = address;
        this.settings = settings;
        this.limits = limits;
        this.addresses = new HostAddresses(address.host(), resolver);
        this.login = login(address);
        this.tls = tls;
    }

    /** RESP2 without HELLO and library names: a new connection needs no round trip of its own, unless it has to log in. */
    private static JedisClientConfig login(RedisAddress address) {
        return DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .build();
    }

    RedisAddress address() {
        return address;
    }

    @Override
    public RedisConnection connect(Deadline deadline) {
        return RedisConnection.over(
                socket(deadline), deadline, login, limits, settings.history() == HistoryCheck.IGNORE);
    }

    @Override
    public boolean leadsTo(RedisConnection connection) {
        return connection.port() == address.port() && addresses.include(connection.remote());
    }

    @Override
    public void refreshIfDue() {
        addresses.refreshIfDue();
    }

    private DeadlineSocket socket(Deadline deadline) {
        List<Exception> failures = new ArrayList<>();
        try {
            List<InetAddress> all = addresses.find(deadline.atMost(settings.connectTimeout()));
            for (int i = 0; i < all.size(); i++) {
                try {
                    return socket(all.get(i), deadline, all.size() - i);
                } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
                    failures.add(e);
                }
            }
        } catch (IOException e) {
            failures.add(e);
        }
        throw failure(failures);
    }

    private DeadlineSocket socket(InetAddress host, Deadline deadline, int addressesLeft) throws IOException {
        Deadline share = share(deadline, addressesLeft);
        DeadlineSocket socket =
                DeadlineSocket.connect(new InetSocketAddress(host, address.port()), share, settings.readTimeout());
        if (tls.isPresent()) {
            socket.useUntil(addressesLeft == 1 ? deadline : share);
            secure(socket, tls.get());
        }
        return socket;
    }

    private void secure(DeadlineSocket socket, TlsContext context) throws IOException {
        boolean secured = false;
        try {
            socket.secure(
                    context.engine(address.host(), address.port()), new TlsProblems(address.host(), context.files()));
            secured = true;
        } finally {
            if (!secured) {
                socket.closeNow();
            }
        }
    }

    /** So that something is left for the other addresses, and for the call itself. */
    private Deadline share(Deadline deadline, int addressesLeft) {
        Duration share = deadline.remaining().dividedBy(addressesLeft + 1L);
        Duration limit = settings.connectTimeout();
        return deadline.atMost(addressesLeft == 1 || limit.compareTo(share) < 0 ? limit : share);
    }

    /** The first is the cause. */
    private JedisConnectionException failure(List<Exception> failures) {
        Exception first = failures.get(0);
        JedisConnectionException failure = new JedisConnectionException(
                "Cannot connect to Redis at " + address
                        + (first instanceof ConnectionProblem ? ": " + first.getMessage() : ""),
                first);
        failures.stream().skip(1).forEach(failure::addSuppressed);
        return failure;
    }
}
