package clarify.journal;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the tables before any other bean uses them. Other startup beans
 * {@code @DependsOn} it. A database that cannot be reached is waited for, while the application starts without it: until the
 * tables are up to date, whatever needs them is refused.
 */
@Startup
@Singleton
@DependsOn("SettingsCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Migrations {

    private static final Logger LOG = Logger.getLogger(Migrations.class.getName());

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Database database;
    private final MigrationGate gate;
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Resource
    ManagedThreadFactory threads;

    /** What has been logged: the same is not logged again. */
    private @Nullable String told;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public Migrations() {
        this(null, null);
    }

    @Inject
    Migrations(Database database, MigrationGate gate) {
        this.database = database;
        this.gate = gate;
    }

    /** Tables that cannot be migrated stop the deployment. */
    @PostConstruct
    void start() {
        try {
            migrate();
        } catch (SQLException e) {
            tell("The application starts without the database and waits for it", e);
            threads.newThread(this::migrateAsSoonAsPossible).start();
        }
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
    }

    private void migrateAsSoonAsPossible() {
        try {
            boolean migrated = false;
            while (!migrated && !stopping.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
                migrated = haveMigrated();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never throws: that would end the tries. */
    private boolean haveMigrated() {
        try {
            migrate();
            LOG.info("The database is there, and its tables are up to date");
            return true;
        } catch (SQLException e) {
            tell("The database still cannot be used", e);
        } catch (RuntimeException | Error e) {
            tell("The tables cannot be brought up to date; tried again until they can", e);
        }
        return false;
    }

    /** The innermost cause has the words of the database or of its driver: that it refuses the password, or that nobody listens. */
    private void tell(String what, Throwable failure) {
        String line = what + ": " + innermost(failure);
        if (!line.equals(told)) {
            LOG.log(Level.WARNING, line, failure);
            told = line;
        }
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : innermost(cause);
    }

    /**
     * @throws SQLException if there is no connection to the database, or no longer
     * @throws RuntimeException if the tables cannot be migrated
     */
    private void migrate() throws SQLException {
        database.reach();
        try {
            flyway(dataSource).migrate();
        } catch (RuntimeException e) {
            if (DatabaseFailure.of(e).isPresent()) {
                throw new SQLException(e);
            }
            throw e;
        }
        gate.open(lookAtTheDatabase());
    }

    /**
     * What migrates the tables. The default datasource may hold other tables, hence the baseline below the first version. While
     * another node migrates them, this one waits.
     */
    static Flyway flyway(DataSource dataSource) throws SQLException {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations(locations(dataSource))
                .table("clarify_migrations")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .lockRetryCount(-1)
                .load();
    }

    private static String[] locations(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Database.isPostgres(connection)
                    ? new String[] {"classpath:db/migration", "classpath:db/postgresql"}
                    : new String[] {"classpath:db/migration"};
        }
    }

    /** @return product and version */
    private String lookAtTheDatabase() {
        try (Connection connection = dataSource.getConnection()) {
            warnOfReadsWithoutLimit(connection);
            DatabaseMetaData database = connection.getMetaData();
            return database.getDatabaseProductName() + " " + database.getDatabaseProductVersion();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The database could not be looked at", e);
            return "unknown";
        }
    }

    /** Only the driver can end what a pool does with a connection before the application has it. */
    private static void warnOfReadsWithoutLimit(Connection connection) throws SQLException {
        if (Database.isPostgres(connection) && connection.getNetworkTimeout() == 0) {
            LOG.warning("The datasource has no limit for reads: while the database is silent, its pool may hold threads"
                    + " until the operating system gives up. Set the driver's socketTimeout, in seconds.");
        }
    }
}
