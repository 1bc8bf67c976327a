package clarify.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Makes connections to one Redis, wherever its name leads to. Thread-safe. */
final class Connector {

    private final RedisAddress address;
    private final RedisSettings settings;
    private final ReplyLimits limits;
    private final HostAddresses addresses;
    private final JedisClientConfig login;

    Connector(RedisAddress address, RedisSettings settings, ReplyLimits limits, Resolver resolver) {
        this.address = address;
        this.settings = settings;
        this.limits = limits;
        this.addresses = new HostAddresses(address.host(), resolver);
        this.login = login(address);
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

    /** @throws RuntimeException when Redis cannot be reached in time, or does not let this client in */
    RedisConnection connect(Deadline deadline) {
        return RedisConnection.over(
                socket(deadline), deadline, login, limits, settings.history() == HistoryCheck.IGNORE);
    }

    /** Whether a new connection could lead to the same server. */
    boolean leadsTo(RedisConnection connection) {
        return addresses.include(connection.remote());
    }

    void refreshIfDue() {
        addresses.refreshIfDue();
    }

    private DeadlineSocket socket(Deadline deadline) {
        JedisConnectionException failure = new JedisConnectionException("Cannot connect to Redis at " + address);
        try {
            List<InetAddress> all = addresses.find(deadline.atMost(settings.connectTimeout()));
            for (int i = 0; i < all.size(); i++) {
                try {
                    return DeadlineSocket.connect(
                            new InetSocketAddress(all.get(i), address.port()),
                            share(deadline, all.size() - i),
                            settings.readTimeout());
                } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
                    note(failure, e);
                }
            }
        } catch (IOException e) {
            note(failure, e);
        }
        throw failure;
    }

    /** So that something is left for the other addresses, and for the call itself. */
    private Deadline share(Deadline deadline, int addressesLeft) {
        Duration share = deadline.remaining().dividedBy(addressesLeft + 1L);
        Duration limit = settings.connectTimeout();
        return deadline.atMost(addressesLeft == 1 || limit.compareTo(share) < 0 ? limit : share);
    }

    /** The first is the cause. */
    private static void note(JedisConnectionException failure, Exception e) {
        if (failure.getCause() == null) {
            failure.initCause(e);
        } else {
            failure.addSuppressed(e);
        }
    }
}
