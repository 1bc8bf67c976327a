package clarify.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections whose use has an end, whatever the database, the network or the pool does: one that takes too long is aborted
 * from outside, which also ends a read on a dead connection. Thread-safe.
 */
final class TimedConnections {

    private static final Logger LOG = Logger.getLogger(TimedConnections.class.getName());

    /** A limit is counted in so many steps, so that time in which the process stood still is one of them at most. */
    private static final int STEPS = 10;

    private static final String NO_CONNECTION = "08001";
    private static final String CONNECTION_FAILED = "08006";

    private final DataSource dataSource;
    private final ScheduledExecutorService watch;

    /** @param watch notices what takes too long; never used for the work itself */
    TimedConnections(DataSource dataSource, ScheduledExecutorService watch) {
        this.dataSource = dataSource;
        this.watch = watch;
    }

    /** @see Database#within */
    <T> T within(Duration limit, Runnable overdue, Database.Work<T> work) throws SQLException {
        Use use = new Use(overdue);
        long step = Math.max(1, limit.toNanos() / STEPS);
        Future<?> watching = watch.scheduleWithFixedDelay(use::step, step, step, TimeUnit.NANOSECONDS);
        try (Connection connection = connect()) {
            return use.of(connection, work);
        } catch (SQLException | RuntimeException e) {
            if (use.isAborted()) {
                throw new SQLTransientConnectionException("No answer within " + limit, CONNECTION_FAILED, e);
            }
            throw e;
        } finally {
            use.ended();
            watching.cancel(false);
        }
    }

    private Connection connect() throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new SQLTransientConnectionException("No connection to the database", NO_CONNECTION, e);
        }
    }

    /** One connection, waited for and used: the limit counts for each. */
    private static final class Use {

        private final Runnable overdue;
        private int steps;
        private boolean aborted;
        private @Nullable Connection connection;

        Use(Runnable overdue) {
            this.overdue = overdue;
        }

        <T> T of(Connection taken, Database.Work<T> work) throws SQLException {
            began(taken);
            try {
                return work.with(taken);
            } finally {
                ended(); // before it is given back: from then on it may be somebody else's
            }
        }

        private synchronized void began(Connection taken) throws SQLException {
            // The driver's own: a pool's wrapper may wait for a lock that the one who uses it holds.
            connection = taken.isWrapperFor(Connection.class) ? taken.unwrap(Connection.class) : taken;
            steps = 0;
        }

        private synchronized void ended() {
            connection = null;
            steps = Integer.MIN_VALUE;
        }

        synchronized boolean isAborted() {
            return aborted;
        }

        synchronized void step() {
            steps++;
            if (steps == STEPS) {
                abort();
                overdue.run();
            }
        }

        private void abort() {
            if (connection == null) {
                return;
            }
            aborted = true;
            try {
                connection.abort(Runnable::run);
            } catch (SQLException | RuntimeException | Error e) {
                LOG.log(Level.FINE, "A connection that does not answer could not be aborted", e);
            }
        }
    }
}
