package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnServer(Standard.class)
class IndexesServerIT {
    private final TestEnvironment environment;

    IndexesServerIT(TestEnvironment environment) {
        this.environment = environment;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users_pkey              | from users where id = 'U'",
                "dreams_lookup           | from dreams where user_id = 'U' and status = 'active'"
                        + " order by updated_at desc, id limit 5",
                "clarify_patterns_lookup | from clarify_patterns where user_id = 'U' and strength >= 3"
                        + " order by strength desc, updated_at desc, id limit 10",
                "clarify_sessions_lookup | from clarify_sessions where user_id = 'U' and status = 'active'"
                        + " order by last_message_at desc, id limit 4",
                "reflections_lookup      | from reflections where user_id = 'U' order by created_at desc, id limit 3",
                "dreams_list             | from dreams where user_id = 'U' order by created_at desc, id limit 20",
                "clarify_sessions_list   | from clarify_sessions where user_id = 'U'"
                        + " order by created_at desc, id limit 20",
                "clarify_messages_list   | from clarify_messages where session_id = 'U'"
                        + " order by created_at desc, id limit 20",
                "clarify_patterns_list   | from clarify_patterns where user_id = 'U'"
                        + " order by created_at desc, id limit 20",
                "idempotency_keys_oldest | from idempotency_keys where user_id = 'U'"
                        + " order by created_at desc limit 1 offset 49999",
                "idempotency_keys_oldest | from idempotency_keys where user_id = 'U' and created_at <= now()",
            })
    void one_index_finds_the_rows_and_carries_their_order(String index, String lookup) throws SQLException {
        String plan = planOf("select * " + lookup.replace("'U'", "'3e1bb870-8cc1-471d-a3f2-1ff5213e0e9e'"));

        assertThat(plan).contains("using " + index + " ").doesNotContain("Sort");
    }

    /** Disables the plans that PostgreSQL prefers for small tables. */
    private String planOf(String query) throws SQLException {
        try (var connection = environment.database().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local enable_seqscan = off");
            statement.execute("set local enable_bitmapscan = off");
            statement.execute("set local enable_sort = off");
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("explain " + query)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            connection.rollback();
            return plan.toString();
        }
    }
}
