package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void what_a_newer_version_has_migrated_is_let_be() throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:migrations;DB_CLOSE_DELAY=-1");
        Flyway flyway = Migrations.flyway(dataSource);
        assertThat(flyway.migrate().migrationsExecuted).isPositive();
        try (Connection newer = dataSource.getConnection()) {
            newer.createStatement()
                    .executeUpdate("insert into \"clarify_migrations\" values"
                            + " (999, '999', 'newer', 'SQL', 'V999__newer.sql', 1, 'somebody', now(), 1, true)");
        }

        MigrateResult again = Migrations.flyway(dataSource).migrate();

        assertThat(again.success).isTrue();
        assertThat(again.migrationsExecuted).isZero();
        assertThat(again.initialSchemaVersion).isEqualTo("999");
    }
}
