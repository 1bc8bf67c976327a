package clarify.cache;

import clarify.cache.CacheMetrics.Outcome;
import java.time.Duration;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Pooled connections to one Redis. Each call ends with its deadline, whatever Redis does. Thread-safe. */
final class RedisConnections implements AutoCloseable {

    private final ConnectionPool pool;
    private final Duration limit;

    RedisConnections(RedisAddress server, CacheSettings settings) {
        limit = settings.deadline();
        pool = new ConnectionPool(
                ConnectionFactory.builder()
                        .socketFactory(
                                new DeadlineSocketFactory(server, settings.connectTimeout(), settings.readTimeout()))
                        .clientConfig(clientConfig(server))
                        .build(),
                poolConfig(settings));
    }

    /**
     * Makes one round trip. A connection that has died in the pool is replaced once; a time-out is never repeated.
     *
     * @throws redis.clients.jedis.exceptions.JedisException when Redis could not be reached in time or answered an error
     */
    <T> T call(Function<Connection, T> roundTrip) {
        Deadline deadline = Deadline.begin(limit);
        try {
            return once(deadline, roundTrip);
        } catch (DiedInPool e) {
            pool.clear();
            return once(deadline, roundTrip);
        } finally {
            Deadline.end();
        }
    }

    int active() {
        return pool.getNumActive();
    }

    int idle() {
        return pool.getNumIdle();
    }

    int waiting() {
        return pool.getNumWaiters();
    }

    private <T> T once(Deadline deadline, Function<Connection, T> roundTrip) {
        try (Connection connection = pool.getResource()) {
            boolean pooled = !deadline.hasConnected(); // asked now: the pool may replace a broken connection at once
            try {
                return roundTrip.apply(connection);
            } catch (JedisConnectionException e) {
                throw pooled && Outcome.of(e) != Outcome.TIMEOUT ? new DiedInPool(e) : e;
            }
        }
    }

    private static final class DiedInPool extends JedisConnectionException {

        private static final long serialVersionUID = 1;

        DiedInPool(JedisConnectionException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** RESP2 without HELLO and library names: a new connection needs no round trip of its own, unless it has to log in. */
    private static DefaultJedisClientConfig clientConfig(RedisAddress server) {
        return DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .user(server.user())
                .password(server.password())
                .database(server.database())
                .build();
    }

    /** Without the evictor, whose PINGs would go past the circuit. */
    private static GenericObjectPoolConfig<Connection> poolConfig(CacheSettings settings) {
        GenericObjectPoolConfig<Connection> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(settings.poolSize());
        config.setMaxIdle(settings.poolSize());
        config.setMaxWait(settings.poolWait());
        config.setJmxEnabled(false);
        return config;
    }

    @Override
    public void close() {
        pool.close();
    }
}
