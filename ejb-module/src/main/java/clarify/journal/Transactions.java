package clarify.journal;

import clarify.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The transactions in which JPA works, and their limits. Thread-safe. */
@ApplicationScoped
class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class.getName());

    private static final String LIMITED = "clarify.limited";

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry registry;

    @Resource
    ManagedScheduledExecutorService watch;

    private final DatabaseSettings settings;

    Transactions() {
        this(DatabaseSettings.read(Settings.ofApplication()));
    }

    Transactions(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** Whether the caller is in a transaction. */
    boolean isActive() {
        return registry.getTransactionKey() != null;
    }

    /** Whether the caller's transaction has its limits already. */
    boolean isLimited() {
        return registry.getResource(LIMITED) != null;
    }

    /**
     * Gives the caller's transaction its limits: PostgreSQL ends what waits for a lock or works too long. From now on until
     * {@link Watch#end} the connection is aborted when that does not happen either. H2 has a limit for locks of its own.
     */
    Watch limit() throws SQLException {
        registry.putResource(LIMITED, true);
        Connection connection = dataSource.getConnection();
        try {
            Connection ofDriver = connection.getMetaData().getConnection();
            Watch limited = new Watch(connection, ofDriver);
            if (ofDriver.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                setLimits(connection);
            }
            return limited;
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    private void setLimits(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true)")) {
            query.setString(1, milliseconds(settings.lock()));
            query.setString(2, milliseconds(settings.statement()));
            query.execute();
        }
    }

    private static String milliseconds(Duration limit) {
        return String.valueOf(Math.min(limit.toMillis(), Integer.MAX_VALUE));
    }

    /** Watches over one transaction. */
    final class Watch {

        private final Connection connection;
        private final Connection ofDriver;
        private final Future<?> abortion;
        private volatile boolean aborted;

        /** @param ofDriver a pool's wrapper may wait for a lock that a call which hangs holds */
        Watch(Connection connection, Connection ofDriver) {
            this.connection = connection;
            this.ofDriver = ofDriver;
            this.abortion = watch.schedule(this::abort, settings.silence().toNanos(), TimeUnit.NANOSECONDS);
        }

        private void abort() {
            aborted = true;
            try {
                ofDriver.abort(Runnable::run);
            } catch (SQLException | RuntimeException e) {
                LOG.log(Level.FINE, "A connection that does not answer could not be aborted", e);
            }
        }

        /** To be called by the thread that works, in the transaction. */
        void end() {
            abortion.cancel(false);
            try (connection) {
                if (aborted) {
                    connection.abort(Runnable::run); // so that the pool does not give it out again
                }
            } catch (SQLException | RuntimeException e) {
                LOG.log(Level.FINE, "The pool did not take back a dead connection", e);
            }
        }
    }
}
