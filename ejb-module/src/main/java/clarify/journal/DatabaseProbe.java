package clarify.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database can be reached, told within a second whatever it does. A plain object, no bean: a health check may ask
 * it whatever has become of the application. Thread-safe.
 */
public final class DatabaseProbe {

    private static final Logger LOG = Logger.getLogger(DatabaseProbe.class.getName());

    private static final Duration WAIT = Duration.ofMillis(800);

    private static final Duration COUNTS = Duration.ofSeconds(5);

    /** Reaches the database, or fails; returns within some seconds. */
    @FunctionalInterface
    interface Reach {
        void reach() throws SQLException;
    }

    private final Reach database;
    private final Executor executor;
    private final LongSupplier nanoTime;

    private @Nullable FutureTask<Boolean> pending;
    private volatile @Nullable Long answered;

    DatabaseProbe(Reach database, Executor executor, LongSupplier nanoTime) {
        this.database = database;
        this.executor = executor;
        this.nanoTime = nanoTime;
    }

    /**
     * Begins a check, or joins the one that is under way, so that a silent database takes one connection and one thread; waits
     * for it for at most 0.8 seconds.
     *
     * @return whether the database answers; while it takes longer, whether its last answer is at most five seconds old
     */
    public boolean isReachable() {
        try {
            return check().get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            Long last = answered;
            return last != null && nanoTime.getAsLong() - last <= COUNTS.toNanos();
        } catch (ExecutionException e) {
            LOG.log(Level.FINE, "The database cannot be reached", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized FutureTask<Boolean> check() {
        FutureTask<Boolean> underWay = pending;
        if (underWay != null && !underWay.isDone()) {
            return underWay;
        }
        FutureTask<Boolean> begun = new FutureTask<>(this::reach);
        executor.execute(begun);
        pending = begun;
        return begun;
    }

    private boolean reach() throws SQLException {
        try {
            database.reach();
        } catch (SQLException | RuntimeException | Error e) {
            answered = null;
            throw e;
        }
        answered = nanoTime.getAsLong();
        return true;
    }
}
