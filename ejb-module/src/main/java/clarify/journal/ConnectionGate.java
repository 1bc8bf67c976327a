package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a connection of the pool. A pool may ask a connection whether it lives before it gives it out, and nobody
 * can end that question on a silent network; so no more than a few callers ask the pool at once. When one has asked for longer
 * than a second, the pool hangs: from then on one more asks each second, until a connection is had again. Whatever a silence
 * has cost, places of the pool are left for what comes after it. Thread-safe.
 */
@ApplicationScoped
class ConnectionGate {

    /** With one more in each second of the shipped {@code socketTimeout} they are fewer than the 32 places of a shipped pool. */
    static final int MOST = 12;

    private static final Duration LATE = Duration.ofSeconds(1);

    private final long late;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** When those have come who ask the pool and are not late yet, the first one in front. */
    private final Queue<Visit> prompt = new ArrayDeque<>();

    private boolean hanging;

    ConnectionGate() {
        this(LATE);
    }

    /** @param late who asks the pool for longer than that is late; others wait here as long for their turn */
    ConnectionGate(Duration late) {
        this.late = late.toNanos();
    }

    /**
     * Takes a connection from the pool, on the caller's thread.
     *
     * @throws SQLException of the pool, or one of the state {@link TimedConnections#NO_CONNECTION} if it was not asked because
     *     others still wait for it; then also if interrupted, and the thread stays interrupted
     */
    Connection connect(DataSource pool) throws SQLException {
        Visit visit = enter();
        boolean had = false;
        try {
            Connection connection = pool.getConnection();
            had = true;
            return connection;
        } finally {
            leave(visit, had);
        }
    }

    private Visit enter() throws SQLException {
        lock.lock();
        try {
            long end = System.nanoTime() + late;
            while (!hasRoom()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw refusal(null);
                }
                long unused = changed.awaitNanos(Math.min(left, prompt.element().left()));
            }
            Visit visit = new Visit(System.nanoTime() + late);
            prompt.add(visit);
            return visit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal(e);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        while (!prompt.isEmpty() && prompt.element().isLate()) {
            prompt.remove();
            hanging = true;
        }
        return prompt.size() < (hanging ? 1 : MOST);
    }

    /** Whoever is not late tells how the pool is, and so does whoever has a connection. */
    private void leave(Visit visit, boolean had) {
        lock.lock();
        try {
            boolean wasPrompt = prompt.remove(visit) && !visit.isLate();
            if (had || wasPrompt) {
                hanging = false;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static SQLException refusal(@Nullable Throwable cause) {
        return new SQLTransientConnectionException(
                "The pool has given no connection in time", TimedConnections.NO_CONNECTION, cause);
    }

    /** Of one caller. */
    private static final class Visit {

        private final long end;

        Visit(long end) {
            this.end = end;
        }

        /** In nanoseconds; less than none when it is late. */
        long left() {
            return end - System.nanoTime();
        }

        boolean isLate() {
            return left() < 0;
        }
    }
}
