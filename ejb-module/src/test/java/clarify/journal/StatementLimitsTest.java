package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2: what PostgreSQL does is tried on the servers. */
class StatementLimitsTest {

    private static final DatabaseSettings SHORT =
            new DatabaseSettings(Duration.ofMillis(50), Duration.ofMillis(200), 24);

    private static final int USUAL = 1234;

    private static final String SLOW = "select count(*) from system_range(1, 100000000000) where rand() < 2";

    private final Connection connection = connect();
    private final Connection other = connect();

    private static Connection connect() {
        try {
            return DriverManager.getConnection("jdbc:h2:mem:limits;lock_timeout=" + USUAL);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void lock() throws SQLException {
        execute(other, "create table if not exists one(id int)");
        execute(other, "insert into one values 1");
        connection.setAutoCommit(false);
        other.setAutoCommit(false);
        execute(other, "update one set id = 2");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        other.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertFails(String sql) {
        assertThatThrownBy(() -> execute(connection, sql))
                .satisfies(failure -> assertThat(DatabaseFailure.of(failure)).contains(DatabaseFailure.TOO_LONG));
    }

    @Test
    void a_lock_is_not_waited_for_longer_than_that() throws SQLException {
        StatementLimits.of(connection).begin(SHORT);

        assertFails("update one set id = 3");
    }

    @Test
    void a_statement_does_not_last_longer_than_that() throws SQLException {
        StatementLimits.of(connection).begin(SHORT);

        assertFails(SLOW);
    }

    @Test
    void no_limit_reaches_the_next_user_of_the_connection() throws SQLException {
        StatementLimits limits = StatementLimits.of(connection);
        limits.begin(SHORT);
        limits.end();

        assertUnlimited();
    }

    private void assertUnlimited() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet lock = statement.executeQuery("call lock_timeout()")) {
            lock.next();
            assertThat(lock.getInt(1)).isEqualTo(USUAL);
            assertThat(statement.getQueryTimeout()).isZero();
        }
    }

    @Test
    void what_never_began_changes_nothing_when_it_ends() throws SQLException {
        StatementLimits.of(connection).end();

        assertUnlimited();
    }

    @Test
    void a_limit_beyond_all_numbers_is_the_greatest_one() throws SQLException {
        StatementLimits.of(connection)
                .begin(new DatabaseSettings(Duration.ofDays(100_000), Duration.ofDays(100_000), 24));

        execute(connection, "select 1");
    }
}
