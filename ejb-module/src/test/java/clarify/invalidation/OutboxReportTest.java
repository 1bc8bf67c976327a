package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.Database;
import clarify.journal.Tables;
import clarify.kind.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2; the servers' tests use PostgreSQL. */
class OutboxReportTest {

    private static final String URL = "jdbc:h2:mem:report;DB_CLOSE_DELAY=-1";

    private static final UUID USER = UUID.randomUUID();

    private final OutboxReport report = new OutboxReport(
            new Database() {
                @Override
                public <T> T within(Duration limit, Runnable overdue, Work<T> work) throws SQLException {
                    try (Connection connection = DriverManager.getConnection(URL)) {
                        return work.with(connection);
                    }
                }
            },
            new UndeliveredRows());

    @BeforeEach
    void migrate() {
        Tables.create(URL);
    }

    @AfterEach
    void drop() throws SQLException {
        execute("drop all objects");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL)) {
            connection.createStatement().execute(sql);
        }
    }

    private static void add(int rows, UUID user, String kinds, String age) throws SQLException {
        execute("insert into invalidations (id, user_id, kinds, created_at) select random_uuid(), '" + user + "', '"
                + kinds + "', current_timestamp - interval " + age + " from system_range(1, " + rows + ")");
    }

    @Test
    void nothing_waits_in_an_empty_outbox() throws SQLException {
        OutboxStatus status = report.status();

        assertThat(status.invalidations()).isZero();
        assertThat(status.ageOfOldest()).isZero();
        assertThat(status.oldest()).isEmpty();
        assertThat(status.deletes()).isZero();
    }

    @Test
    void each_invalidation_has_its_user_its_kinds_and_its_age_and_the_oldest_comes_first() throws SQLException {
        add(1, UUID.randomUUID(), "user", "'1' minute");
        add(1, USER, "dreams,user", "'3' hour");

        OutboxStatus status = report.status();

        assertThat(status.invalidations()).isEqualTo(2);
        assertThat(status.ageOfOldest()).isBetween(Duration.ofHours(3), Duration.ofMinutes(181));
        assertThat(status.oldest().get(0).userId()).isEqualTo(USER);
        assertThat(status.oldest().get(0).kinds()).containsExactly(Kind.USER, Kind.DREAMS);
        assertThat(status.oldest().get(0).age()).isEqualTo(status.ageOfOldest());
        assertThat(status.oldest().get(1).kinds()).containsExactly(Kind.USER);
    }

    @Test
    void the_clock_of_a_node_that_is_ahead_makes_no_age_negative() throws SQLException {
        add(1, USER, "dreams", "'-3' hour");

        assertThat(report.status().ageOfOldest()).isZero();
    }

    @Test
    void a_hundred_are_shown_and_so_many_more_are_counted() throws SQLException {
        add(OutboxReport.SHOWN + 1, USER, "dreams", "'1' minute");
        assertThat(report.status().oldest()).hasSize(OutboxReport.SHOWN);
        assertThat(report.status().invalidations()).isEqualTo(OutboxReport.SHOWN + 1);

        add(OutboxReport.COUNTED, USER, "dreams", "'1' minute");
        assertThat(report.status().invalidations()).isEqualTo(OutboxReport.COUNTED);
    }

    @Test
    void a_delete_of_many_keys_is_one() throws SQLException {
        UUID delete = UUID.randomUUID();
        execute("insert into undelivered_deletes (id, place, cache_key) values ('" + delete + "', 0, X'61'), ('"
                + delete + "', 1, X'62'), (random_uuid(), 0, X'63')");

        assertThat(report.status().deletes()).isEqualTo(2);
    }
}
