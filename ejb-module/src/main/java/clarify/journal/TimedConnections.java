package clarify.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Connections whose use has an end, whatever the database, the network or the pool does: one that takes too long is
 * aborted, which also ends a read on a dead one. Each is taken, used and given back on one thread: one of an executor, whose
 * caller leaves it when it waits too long for a connection, or the caller's own. Thread-safe.
 */
final class TimedConnections {

    private static final Logger LOG = Logger.getLogger(TimedConnections.class.getName());

    /** A limit is counted in so many steps, so that time in which the process stood still is one of them at most. */
    static final int STEPS = 10;

    /** After so many limits a caller leaves in any case, should nobody count the steps. */
    private static final int LAST_RESORT = 30;

    static final String NO_CONNECTION = "08001";
    static final String CONNECTION_FAILED = "08006";

    private final ConnectionSource connections;
    private final Executor executor;
    private final ScheduledExecutorService watch;
    private final int most;
    private final Duration silence;
    private final Semaphore places;

    /** Where connections come from. */
    @FunctionalInterface
    interface ConnectionSource {
        Connection connect() throws SQLException;
    }

    /**
     * @param executor does the work; what it refuses the caller does
     * @param watch notices what takes too long; never used for the work itself
     * @param most uses at once, those included that have been left: more threads are never lost to the database
     * @param silence limit for a read, see {@link AbortableConnection}
     */
    TimedConnections(
            ConnectionSource connections,
            Executor executor,
            ScheduledExecutorService watch,
            int most,
            Duration silence) {
        this.connections = connections;
        this.executor = executor;
        this.watch = watch;
        this.most = most;
        this.silence = silence;
        this.places = new Semaphore(most);
    }

    /** @see Database#within */
    <T> T within(Duration limit, Runnable overdue, Database.Work<T> work) throws SQLException {
        return watched(new Use<>((connection, moved) -> work.with(connection), overdue), limit, this::begin);
    }

    /** @see Database#here */
    <T> T here(Duration limit, Database.Work<T> work) throws SQLException {
        return inSteps(limit, () -> {}, (connection, moved) -> work.with(connection));
    }

    /** @see Database#inSteps */
    <T> T inSteps(Duration limit, Runnable overdue, Database.SteppedWork<T> work) throws SQLException {
        return watched(new Use<>(work, overdue), limit, Use::run);
    }

    private <T> T watched(Use<T> use, Duration limit, Consumer<Use<T>> start) throws SQLException {
        long step = Math.max(1, limit.toNanos() / STEPS);
        Future<?> watching = watch.scheduleWithFixedDelay(use::step, step, step, TimeUnit.NANOSECONDS);
        try {
            start.accept(use);
            return use.await(limit.multipliedBy(LAST_RESORT));
        } finally {
            watching.cancel(false);
        }
    }

    private void begin(Use<?> use) {
        try {
            executor.execute(use);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "No thread for the database", e);
            use.run();
        }
    }

    /** One connection, waited for and used: the limit counts for each. */
    private final class Use<T> implements Runnable {

        private final Database.SteppedWork<T> work;
        private final Runnable overdue;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<T> result = new CompletableFuture<>();

        private int steps;
        private @Nullable AbortableConnection working;

        Use(Database.SteppedWork<T> work, Runnable overdue) {
            this.work = work;
            this.overdue = overdue;
        }

        @Override
        public void run() {
            if (!begun.compareAndSet(false, true)) {
                return;
            }
            if (!places.tryAcquire()) {
                fail(most + " uses of the database do not end", NO_CONNECTION, null);
                return;
            }
            try (Connection connection = connect()) {
                use(connection);
            } catch (SQLException | RuntimeException | Error e) {
                fail(e);
            } finally {
                places.release();
            }
        }

        private Connection connect() throws SQLException {
            try {
                return connections.connect();
            } catch (SQLException e) {
                throw new SQLTransientConnectionException("No connection to the database", NO_CONNECTION, e);
            }
        }

        private void use(Connection connection) throws SQLException {
            AbortableConnection used = new AbortableConnection(connection, silence);
            if (!began(used)) {
                return; // the caller has left
            }
            try {
                endLeftoverTransaction(connection);
                result.complete(work.with(connection, this::beginStep));
            } catch (SQLException | RuntimeException | Error e) {
                fail(e);
            } finally {
                used.endUse();
            }
        }

        /** Payara gives out connections that a refused commit has left inside a transaction, with its old snapshot. */
        private void endLeftoverTransaction(Connection connection) throws SQLException {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }

        private synchronized boolean began(AbortableConnection connection) {
            if (result.isDone()) {
                return false;
            }
            working = connection;
            steps = 0;
            return true;
        }

        private synchronized void beginStep() {
            steps = 0;
        }

        private void fail(Throwable failure) {
            if (isAborted()) {
                fail("No answer in time", CONNECTION_FAILED, failure);
            } else {
                result.completeExceptionally(failure);
            }
        }

        private void fail(String why, String state, @Nullable Throwable cause) {
            result.completeExceptionally(new SQLTransientConnectionException(why, state, cause));
        }

        private synchronized boolean isAborted() {
            return working != null && working.isAborted();
        }

        void step() {
            if (result.isDone()) {
                return;
            }
            int taken = count();
            if (taken == STEPS) {
                overdue.run();
                leaveOrAbort();
            } else if (taken == 2 * STEPS) {
                fail("No answer in time", CONNECTION_FAILED, null);
            }
        }

        private synchronized int count() {
            return ++steps;
        }

        private synchronized void leaveOrAbort() {
            if (working == null) {
                fail("No connection in time", NO_CONNECTION, null);
            } else {
                working.abort();
            }
        }

        T await(Duration lastResort) throws SQLException {
            try {
                return result.get(lastResort.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw rethrown(e);
            } catch (TimeoutException e) {
                fail("No answer in time", CONNECTION_FAILED, e);
                throw new SQLTransientConnectionException("No answer in time", CONNECTION_FAILED, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail("Interrupted", CONNECTION_FAILED, e);
                throw new SQLException("Interrupted", e);
            }
        }

        private SQLException rethrown(ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            return cause instanceof SQLException failure ? failure : new SQLException(cause);
        }
    }
}
