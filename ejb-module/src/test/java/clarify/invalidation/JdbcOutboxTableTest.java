package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.Database;
import clarify.journal.Tables;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
            new UndeliveredRows(),
            Duration.ofSeconds(1),
            () -> {});

    @BeforeEach
    void migrate() {
        Tables.create(URL);
    }

    @AfterEach
    void drop() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL)) {
            connection.createStatement().execute("drop all objects");
        }
    }

    private List<UndeliveredDelete> deletes(int max) throws SQLException {
        return table.oldest(max, max, () -> "begun").deletes();
    }

    /** A key may be anything that is no context's. */
    @Test
    void keys_come_back_as_they_were_written() throws SQLException {
        var odd = new UndeliveredDelete(Set.of("dev:moon\0\n' \u05d9\u05e8\u05d7 \ud83c\udf19"));
        var again = new UndeliveredDelete(odd.keys());
        var longest = new UndeliveredDelete(Set.of("\u05d9".repeat(4096)));
        table.addDeletes(List.of(odd, again, longest));
        assertThat(deletes(10)).containsExactlyInAnyOrder(odd, again, longest);

        table.removeDeletes(List.of(odd, longest));

        assertThat(deletes(10)).containsExactly(again);
        assertThat(table.count()).isZero();
    }

    @Test
    void a_delete_is_read_with_all_of_its_keys_or_not_at_all() throws SQLException {
        var deletes = Stream.generate(() -> new UndeliveredDelete(List.of("a", "b", "c")))
                .limit(4)
                .toList();
        table.addDeletes(deletes);

        for (int max = 1; max <= 12; max++) {
            var read = table.oldest(max, max, () -> "begun");

            assertThat(read.allDeletes()).isFalse();
            assertThat(read.deletes()).hasSize((max - 1) / 3).isSubsetOf(deletes);
        }
        assertThat(table.oldest(13, 13, () -> "begun").allDeletes()).isTrue();
        assertThat(deletes(13)).containsExactlyInAnyOrderElementsOf(deletes);
    }
}
