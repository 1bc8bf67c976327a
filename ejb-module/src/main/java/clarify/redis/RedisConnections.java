package clarify.redis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Pooled connections to one Redis. Thread-safe. */
final class RedisConnections implements AutoCloseable {

    private final ConnectionPool pool;
    private final Duration limit;

    RedisConnections(RedisAddress address, RedisSettings settings) {
        limit = settings.deadline();
        pool = new ConnectionPool(
                ConnectionFactory.builder()
                        .socketFactory(
                                new DeadlineSocketFactory(address, settings.connectTimeout(), settings.readTimeout()))
                        .clientConfig(clientConfig(address))
                        .build(),
                poolConfig(settings));
    }

    /** One round trip that is still to be made, on whichever thread asks for its answer. */
    <T> Supplier<T> attempt(Function<Connection, T> roundTrip) {
        return new Attempt<>(roundTrip);
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

    /**
     * A round trip within one deadline. A connection that has died in the pool is replaced once; a time-out is never
     * repeated. A connection on which anything failed is closed.
     */
    private final class Attempt<T> implements Supplier<T> {

        private final Function<Connection, T> roundTrip;
        private boolean repeated;

        Attempt(Function<Connection, T> roundTrip) {
            this.roundTrip = roundTrip;
        }

        /** @throws RuntimeException when Redis could not be reached in time, or its answer is none for this round trip */
        @Override
        public T get() {
            Deadline deadline = Deadline.begin(limit);
            try {
                while (true) {
                    try (Connection connection = pool.getResource()) {
                        // Asked now: the pool may replace a broken connection at once.
                        boolean pooled = !deadline.hasConnected();
                        try {
                            return requireNonNull(roundTrip.apply(connection), "no answer");
                        } catch (RuntimeException e) {
                            connection.setBroken();
                            if (!mayRepeat(pooled, e)) {
                                throw e;
                            }
                        }
                    }
                    pool.clear();
                }
            } finally {
                Deadline.end();
            }
        }

        private boolean mayRepeat(boolean pooled, RuntimeException failure) {
            boolean died =
                    failure instanceof JedisConnectionException && CallOutcome.of(failure) != CallOutcome.TIMEOUT;
            boolean may = pooled && died && !repeated;
            repeated = true;
            return may;
        }
    }

    /** RESP2 without HELLO and library names: a new connection needs no round trip of its own, unless it has to log in. */
    private static DefaultJedisClientConfig clientConfig(RedisAddress address) {
        return DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .build();
    }

    /** Without the evictor, whose PINGs would go past the circuit. */
    private static GenericObjectPoolConfig<Connection> poolConfig(RedisSettings settings) {
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
