package clarify.journal;

import clarify.settings.Settings;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** The journal's database, past JPA: whether it can be reached, and connections whose use has an end. Thread-safe. */
@Singleton
@DependsOn("SettingsCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Database {

    /** Polls, checks and the like at once. */
    private static final int ASIDE = 8;

    /** At once on threads of their own: more than there are lookups at once, as callers may look up themselves. */
    private static final int HERE = 64;

    private static final Duration REACH = Duration.ofSeconds(2);

    private final MigrationGate gate;
    private final ConnectionGate connections;

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Resource
    ManagedThreadFactory threads;

    @Resource
    ManagedScheduledExecutorService watch;

    @SuppressWarnings("NullAway.Init")
    private TimedConnections aside;

    @SuppressWarnings("NullAway.Init")
    private TimedConnections here;

    @SuppressWarnings("NullAway.Init")
    private TimedConnections stepwise;

    @SuppressWarnings("NullAway.Init")
    private DatabaseProbe probe;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public Database() {
        this(null, null);
    }

    @Inject
    Database(MigrationGate gate, ConnectionGate connections) {
        this.gate = gate;
        this.connections = connections;
    }

    @PostConstruct
    void start() {
        Duration silence = DatabaseSettings.read(Settings.ofApplication()).transaction();
        aside = timed(() -> connections.connectForNode(dataSource), ASIDE, silence);
        here = timed(() -> connections.connect(dataSource), HERE, silence);
        stepwise = timed(
                () -> connections.connect(dataSource),
                ExportSettings.read(Settings.ofApplication()).atOnce(),
                silence);
        probe = new DatabaseProbe(this::reach, this::executeOnNewThread, System::nanoTime);
    }

    private TimedConnections timed(TimedConnections.ConnectionSource source, int most, Duration silence) {
        return new TimedConnections(source, this::executeOnNewThread, watch, most, silence);
    }

    /** The server's executor may have few threads, and all of them may wait for a connection. */
    private void executeOnNewThread(Runnable use) {
        threads.newThread(use).start();
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** What is done with a connection in steps, of which each has the limit for itself. */
    @FunctionalInterface
    public interface SteppedWork<T> {

        /** @param moved to be called when a step is done, and the next one begins */
        T with(Connection connection, Runnable moved) throws SQLException;
    }

    /**
     * Does something with a connection of its own, outside of any transaction, on another thread, and closes it. A
     * connection that does not answer within the limit is aborted and not used again.
     *
     * @param limit for the wait for a connection, and again for the work; time in which the process stands still does not
     *     count
     * @param overdue is run once when a limit has passed, on another thread
     * @throws SQLException of the database, or one for which {@link #isUnreachable} is true
     */
    @CanIgnoreReturnValue
    public <T> T within(Duration limit, Runnable overdue, Work<T> work) throws SQLException {
        gate.requireOpen();
        return aside.within(limit, overdue, work);
    }

    /**
     * Does something with a connection of its own, outside of any transaction, on this thread, and closes it. A connection
     * that does not answer within the limit is aborted and not used again. How long the pool may let a thread wait for a
     * connection is the pool's to say: not for a thread that somebody waits for without a limit of his own.
     *
     * @param limit for the work; time in which the process stands still does not count
     * @throws SQLException of the database, or one for which {@link #isUnreachable} is true
     */
    public <T> T here(Duration limit, Work<T> work) throws SQLException {
        gate.requireOpen();
        return here.here(limit, work);
    }

    /**
     * As {@link #here}, for exports, which last as long as they move: none of the uses of {@code here} is one of these.
     *
     * @param limit for each step
     * @param overdue is run once when a step has lasted longer, on another thread, before the connection is aborted
     */
    public <T> T inSteps(Duration limit, Runnable overdue, SteppedWork<T> work) throws SQLException {
        gate.requireOpen();
        return stepwise.inSteps(limit, overdue, work);
    }

    /** What its clock says, in the transaction of the connection or now. */
    public static OffsetDateTime now(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select current_timestamp");
                ResultSet columns = query.executeQuery()) {
            columns.next();
            return columns.getObject(1, OffsetDateTime.class);
        }
    }

    /** Whether it is PostgreSQL; otherwise it is H2. Asks nobody. */
    public static boolean isPostgres(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    /** Whether something failed because there is no connection, or because one has died or does not answer. */
    public static boolean isUnreachable(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    /** Checks whether it can be reached, without this bean. */
    public DatabaseProbe probe() {
        return probe;
    }

    /**
     * Takes a connection and checks it, also while there are no tables.
     *
     * @throws SQLException if it has not answered within two seconds, after at most two seconds' wait for a connection
     */
    public void reach() throws SQLException {
        boolean valid = aside.within(REACH, () -> {}, connection -> connection.isValid((int) REACH.toSeconds()));
        if (!valid) {
            throw new SQLTransientConnectionException(
                    "The connection is not valid", TimedConnections.CONNECTION_FAILED);
        }
    }
}
