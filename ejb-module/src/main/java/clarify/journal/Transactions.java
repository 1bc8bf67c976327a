package clarify.journal;

import clarify.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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

    private final MigrationGate gate;
    private final ConnectionGate connections;
    private final DatabaseSettings settings;

    @Inject
    Transactions(MigrationGate gate, ConnectionGate connections) {
        this(gate, connections, DatabaseSettings.read(Settings.ofApplication()));
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Transactions() {
        this(null, null);
    }

    Transactions(MigrationGate gate, ConnectionGate connections, DatabaseSettings settings) {
        this.gate = gate;
        this.connections = connections;
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
     * Gives the caller's transaction its limits: the database ends what waits for a lock or works too long. From now on until
     * {@link Watch#end} the connection is aborted when that does not happen either.
     *
     * @throws DatabaseAway when there is no connection, or the tables are not up to date yet
     */
    Watch limit() {
        registry.putResource(LIMITED, true);
        try {
            gate.requireOpen();
            Watch limited = new Watch(connections.connect(dataSource));
            limited.begin();
            return limited;
        } catch (SQLException e) {
            throw new DatabaseAway(e);
        }
    }

    /** Watches over one transaction. */
    final class Watch {

        private final Connection connection;
        private int steps;
        private @Nullable AbortableConnection watched;
        private @Nullable Future<?> watching;
        private @Nullable StatementLimits limits;

        Watch(Connection connection) {
            this.connection = connection;
        }

        private void begin() throws SQLException {
            try {
                watched = new AbortableConnection(connection, settings.transaction());
                long step = settings.transaction().toNanos() / TimedConnections.STEPS;
                watching = watch.scheduleWithFixedDelay(this::step, step, step, TimeUnit.NANOSECONDS);
                limits = StatementLimits.of(connection);
                limits.begin(settings);
            } catch (SQLException | RuntimeException | Error e) {
                end();
                throw e;
            }
        }

        private void step() {
            if (++steps == TimedConnections.STEPS && watched != null) {
                watched.abort();
            }
        }

        /** To be called by the thread that works, in the transaction. */
        void end() {
            if (watching != null) {
                watching.cancel(false);
            }
            try (connection) {
                if (watched != null) {
                    watched.endUse();
                }
                if (limits != null) {
                    limits.end();
                }
            } catch (SQLException | RuntimeException e) {
                LOG.log(Level.FINE, "A connection could not be given back", e);
            }
        }
    }
}
