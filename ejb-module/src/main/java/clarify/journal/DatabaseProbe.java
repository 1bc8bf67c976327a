package clarify.journal;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the database can be reached. A plain object, no bean: a health check may ask it whatever has become of the
 * application. Thread-safe.
 */
public final class DatabaseProbe {

    private static final Logger LOG = Logger.getLogger(DatabaseProbe.class.getName());

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final TimedConnections connections;

    private @Nullable FutureTask<Boolean> pending;

    DatabaseProbe(TimedConnections connections) {
        this.connections = connections;
    }

    /**
     * Checks it, or waits for the check that is already under way, so that a silent database takes one connection and one
     * thread.
     *
     * @return whether it has answered within two seconds, after at most two seconds' wait for a connection
     */
    public boolean isReachable() {
        Check check = check();
        if (check.isMine()) {
            check.task().run();
        }
        try {
            return check.task().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.FINE, "The database cannot be reached", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record Check(FutureTask<Boolean> task, boolean isMine) {}

    private synchronized Check check() {
        if (pending != null && !pending.isDone()) {
            return new Check(pending, false);
        }
        pending = new FutureTask<>(() -> {
            reach();
            return true;
        });
        return new Check(pending, true);
    }

    /** @throws SQLException if it has not answered within two seconds, after at most two seconds' wait for a connection */
    void reach() throws SQLException {
        boolean valid =
                connections.within(TIMEOUT, () -> {}, connection -> connection.isValid((int) TIMEOUT.toSeconds()));
        if (!valid) {
            throw new SQLTransientConnectionException(
                    "The connection is not valid", TimedConnections.CONNECTION_FAILED);
        }
    }
}
