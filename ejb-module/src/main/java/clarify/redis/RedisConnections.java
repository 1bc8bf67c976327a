package clarify.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Pooled connections to one Redis. The pool knows nothing of the network: whatever a connection turns out to be is the
 * business of the attempt that uses it. Thread-safe.
 */
final class RedisConnections implements AutoCloseable {

    private final Connector connector;
    private final Duration limit;
    private final Duration wait;
    private final int size;
    private final Semaphore permits;

    /** The one that was used last is first. Its monitor guards {@link #closed} as well. */
    private final Deque<RedisConnection> idle = new ArrayDeque<>();

    private boolean closed;

    RedisConnections(Connector connector, RedisSettings settings) {
        this.connector = connector;
        this.limit = settings.deadline();
        this.wait = settings.poolWait();
        this.size = settings.poolSize();
        this.permits = new Semaphore(size);
    }

    /** One round trip that is still to be made; its time begins now. To be closed. */
    <T> Attempt<T> attempt(RoundTrip<T> roundTrip) {
        return new Attempt<>(roundTrip);
    }

    int active() {
        return size - permits.availablePermits();
    }

    int idle() {
        synchronized (idle) {
            return idle.size();
        }
    }

    int waiting() {
        return permits.getQueueLength();
    }

    private Optional<RedisConnection> takeIdle() {
        synchronized (idle) {
            return Optional.ofNullable(idle.pollFirst());
        }
    }

    private void giveBack(RedisConnection connection) {
        synchronized (idle) {
            if (!closed) {
                idle.addFirst(connection);
                return;
            }
        }
        connection.closeNow();
    }

    /** Closes what nobody uses now. */
    private void dropIdle() {
        List<RedisConnection> dropped;
        synchronized (idle) {
            dropped = List.copyOf(idle);
            idle.clear();
        }
        dropped.forEach(RedisConnection::closeNow);
    }

    /**
     * A round trip within one deadline. A connection that has died in the pool is replaced once; a time-out is never
     * repeated. A connection on which anything failed is closed.
     */
    final class Attempt<T> implements Supplier<T>, AutoCloseable {

        private final RoundTrip<T> roundTrip;
        private final Deadline deadline = Deadline.in(limit);
        private boolean permitted;

        private Attempt(RoundTrip<T> roundTrip) {
            this.roundTrip = roundTrip;
        }

        /** Waits until it may use a connection. @throws PoolExhausted when that takes too long */
        void awaitTurn() throws InterruptedException {
            permitted = permits.tryAcquire(deadline.remaining(wait).toNanos(), TimeUnit.NANOSECONDS);
            if (!permitted) {
                throw new PoolExhausted();
            }
        }

        /** @throws RuntimeException when Redis could not be reached in time, or its answer is none for this round trip */
        @Override
        public T get() {
            boolean fresh = false;
            while (true) {
                Optional<RedisConnection> pooled = fresh ? Optional.empty() : takeUsable();
                RedisConnection connection = pooled.orElseGet(() -> connector.connect(deadline));
                boolean good = false;
                try {
                    T answer = decoded(connection, roundTrip, connection.exchange(roundTrip.commands()));
                    for (var next = roundTrip.next(answer);
                            next.isPresent();
                            next = next.get().next(answer)) {
                        answer = decoded(
                                connection,
                                next.get(),
                                connection.exchange(next.get().commands()));
                    }
                    good = true;
                    return answer;
                } catch (JedisConnectionException e) {
                    if (pooled.isEmpty() || CallOutcome.of(e) == CallOutcome.TIMEOUT) {
                        throw e;
                    }
                    dropIdle();
                    fresh = true;
                } finally {
                    if (good) {
                        giveBack(connection);
                    } else {
                        connection.closeNow();
                    }
                }
            }
        }

        private static <T> T decoded(
                RedisConnection connection, RoundTrip<T> roundTrip, List<@Nullable Object> replies) {
            List<Command> forgotten = roundTrip.forgotten(replies);
            return roundTrip.decode(
                    forgotten.isEmpty() ? replies : roundTrip.completed(replies, connection.exchange(forgotten)));
        }

        /** What came unasked for belongs to nobody, and nor does what will come after it. */
        private Optional<RedisConnection> takeUsable() {
            Optional<RedisConnection> taken = takeIdle();
            while (taken.isPresent() && taken.get().hasUnread()) {
                taken.get().closeNow();
                taken = takeIdle();
            }
            taken.ifPresent(connection -> connection.useUntil(deadline));
            return taken;
        }

        @Override
        public void close() {
            if (permitted) {
                permits.release();
            }
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
        }
        dropIdle();
    }
}
