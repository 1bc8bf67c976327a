package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2; the servers' tests use PostgreSQL. */
class JdbcOutboxTableTest {

    private static final String URL = "jdbc:h2:mem:outbox;DB_CLOSE_DELAY=-1";

    private final OutboxTable table = new JdbcOutboxTable(
            new Database() {
                @Override
                public <T> T within(Duration limit, Runnable overdue, Work<T> work) throws SQLException {
                    try (Connection connection = DriverManager.getConnection(URL)) {
                        return work.with(connection);
                    }
                }
            },
            Duration.ofSeconds(1),
            () -> {});

    @BeforeEach
    void migrate() {
        Flyway.configure()
                .dataSource(URL, "", "")
                .table("clarify_migrations")
                .load()
                .migrate();
    }

    @AfterEach
    void drop() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL)) {
            connection.createStatement().execute("drop all objects");
        }
    }

    private List<UndeliveredDelete> deletes(int max) throws SQLException {
        return table.oldest(max, () -> "begun").deletes();
    }

    /** A key may be anything that is no context's. */
    @Test
    void keys_come_back_as_they_were_written() throws SQLException {
        var odd = new UndeliveredDelete("dev:moon\0\n' \u05d9\u05e8\u05d7 \ud83c\udf19");
        var again = new UndeliveredDelete(odd.key());
        var longest = new UndeliveredDelete("k".repeat(100_000));
        table.addDeletes(List.of(odd, again, longest));
        assertThat(deletes(10)).containsExactlyInAnyOrder(odd, again, longest);
        assertThat(deletes(2)).hasSize(2);

        table.removeDeletes(List.of(odd, longest));

        assertThat(deletes(10)).containsExactly(again);
        assertThat(table.count()).isZero();
    }
}
