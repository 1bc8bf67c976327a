package clarify.redis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Makes connections to one Redis. Thread-safe. */
final class Connector {

    private final RedisAddress address;
    private final RedisSettings settings;
    private final ReplyLimits limits;
    private final JedisClientConfig login;

    Connector(RedisAddress address, RedisSettings settings, ReplyLimits limits) {
        this.address = address;
        this.settings = settings;
        this.limits = limits;
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
        return RedisConnection.over(socket(deadline), login, limits);
    }

    private DeadlineSocket socket(Deadline deadline) {
        DeadlineSocket socket = new DeadlineSocket(settings.readTimeout(), deadline);
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            // What a closed connection has not sent yet must not reach Redis later.
            socket.setSoLinger(true, 0);
            Duration limit = settings.connectTimeout();
            socket.connect(new InetSocketAddress(address.host(), address.port()), deadline.remainingMillis(limit));
            return socket;
        } catch (IOException e) {
            socket.closeNow();
            throw new JedisConnectionException("Cannot connect to Redis at " + address, e);
        }
    }
}
