package clarify.journal;

import clarify.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
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

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    /** Wrong settings stop the deployment. */
    @PostConstruct
    void start() {
        var unused = DatabaseSettings.read(Settings.ofApplication());
        migrate();
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
}
