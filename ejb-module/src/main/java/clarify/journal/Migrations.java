package clarify.journal;

import clarify.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Checks the settings of the database and migrates the tables before any other bean uses them. Other startup beans
 * {@code @DependsOn} it.
 */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Migrations {

    private static final Logger LOG = Logger.getLogger(Migrations.class.getName());

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    /** Wrong settings stop the deployment. */
    @PostConstruct
    void start() {
        Settings settings = Settings.ofApplication();
        var unused = List.of(DatabaseSettings.read(settings), JournalSettings.read(settings));
        migrate();
        warnOfReadsWithoutLimit();
    }

    /** The default datasource may hold other tables, hence the baseline below the first version. */
    private void migrate() {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .table("clarify_migrations")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Only the driver can end what a pool does with a connection before the application has it. */
    private void warnOfReadsWithoutLimit() {
        try (Connection connection = dataSource.getConnection()) {
            if (StatementLimits.isPostgres(connection) && connection.getNetworkTimeout() == 0) {
                LOG.warning(
                        "The datasource has no limit for reads: while the database is silent, its pool may hold threads"
                                + " until the operating system gives up. Set the driver's socketTimeout, in seconds.");
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "Whether the datasource has a limit for reads is not known", e);
        }
    }
}
