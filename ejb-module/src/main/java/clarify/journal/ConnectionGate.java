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
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a connection of the pool. A pool may ask a connection whether it lives before it gives it out, and nobody
 * can end that question on a silent network; so no more than a few callers ask the pool at once, and the others wait for their
 * turn, first come, first served. When one has asked for longer than a second, and nobody has had a connection since it began,
 * the pool hangs: from then on one more asks each second, until a connection is had again. Whatever a silence has cost, places
 * of the pool are left for what comes after it. Thread-safe.
 */
@ApplicationScoped
class ConnectionGate {

    /** With one more in each second of the shipped {@code socketTimeout} they are fewer than the 32 places of a shipped pool. */
    static final int MOST = 12;

    /** More than that for what the node does for itself, so that requests never keep it from its work. */
    static final int RESERVED = 2;

    static final Duration LATE = Duration.ofSeconds(1);

    /** For one's turn, while the pool gives connections; as long as a caller waits for a lookup. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Time in which the process stands still is one of these at most. */
    private static final Duration STEP = Duration.ofMillis(100);

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Who waits for their turn, the first one in front. */
    private final Queue<Attempt> waiting = new ArrayDeque<>();

    /** Who asks the pool and is not late yet, the first one in front. */
    private final Queue<Attempt> asking = new ArrayDeque<>();

    private boolean hanging;
    private long lastHad;

    ConnectionGate() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    ConnectionGate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        lastHad = nanoTime.getAsLong() - 1;
    }

    /** One caller who wants a connection. */
    private static final class Attempt {

        /** When it began to ask the pool. */
        private long begun;
    }

    /**
     * Takes a connection from the pool, on the caller's thread.
     *
     * @throws SQLException of the pool, or one of the state {@link TimedConnections#NO_CONNECTION} if it was not asked because
     *     others still wait for it; then also if interrupted, and the thread stays interrupted
     */
    Connection connect(DataSource pool) throws SQLException {
        return connect(pool, true);
    }

    /** As {@link #connect(DataSource)}, for what the node does for itself. */
    Connection connectForNode(DataSource pool) throws SQLException {
        return connect(pool, false);
    }

    private Connection connect(DataSource pool, boolean inTurn) throws SQLException {
        Attempt attempt = begin(inTurn);
        boolean had = false;
        try {
            Connection connection = pool.getConnection();
            had = true;
            return connection;
        } finally {
            end(attempt, had);
        }
    }

    private Attempt begin(boolean inTurn) throws SQLException {
        Attempt attempt = new Attempt();
        lock.lock();
        try {
            if (inTurn) {
                waiting.add(attempt);
            }
            long waited = 0;
            while (!mayAsk(attempt, inTurn)) {
                if (waited >= (hanging ? LATE : PATIENCE).toNanos()) {
                    throw refusal(null);
                }
                long before = nanoTime.getAsLong();
                long unused = changed.awaitNanos(STEP.toNanos());
                waited += Math.min(nanoTime.getAsLong() - before, STEP.toNanos());
            }
            attempt.begun = nanoTime.getAsLong();
            asking.add(attempt);
            return attempt;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal(e);
        } finally {
            waiting.remove(attempt);
            changed.signalAll();
            lock.unlock();
        }
    }

    private boolean mayAsk(Attempt attempt, boolean inTurn) {
        return inTurn ? waiting.element() == attempt && hasRoom(MOST) : hasRoom(MOST + RESERVED);
    }

    private boolean hasRoom(int most) {
        for (Attempt first = asking.peek(); first != null && isLate(first); first = asking.peek()) {
            asking.remove();
            hanging |= lastHad - first.begun < 0;
        }
        return asking.size() < (hanging ? 1 : most);
    }

    private boolean isLate(Attempt attempt) {
        return nanoTime.getAsLong() - attempt.begun > LATE.toNanos();
    }

    /** Whoever has a connection tells that the pool does not hang, and so does who is refused without having waited long. */
    private void end(Attempt attempt, boolean had) {
        lock.lock();
        try {
            boolean soon = asking.remove(attempt) && !isLate(attempt);
            if (had) {
                lastHad = nanoTime.getAsLong();
            }
            if (had || soon) {
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

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
