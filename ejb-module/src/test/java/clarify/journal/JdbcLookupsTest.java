package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On H2; the servers' tests look up on PostgreSQL too. */
class JdbcLookupsTest {

    private static final String URL = "jdbc:h2:mem:lookups;DB_CLOSE_DELAY=-1";
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final UUID user = UUID.randomUUID();
    private final UUID id = UUID.randomUUID();
    private Connection connection;
    private Duration allowed = Duration.ZERO;
    private final JdbcLookups lookups = new JdbcLookups(new Database() {
        @Override
        public <T> T here(Duration limit, Work<T> work) throws SQLException {
            allowed = limit;
            return work.with(connection);
        }
    });

    @BeforeEach
    void connect() throws SQLException {
        Tables.create(URL);
        connection = DriverManager.getConnection(URL);
    }

    @AfterEach
    void close() throws SQLException {
        execute("drop all objects");
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("$user", "'" + user + "'")
                    .replace("$id", "'" + id + "'")
                    .replace("$noon", "timestamp with time zone '2026-03-01 13:00:00.123456+01:00'"));
        }
    }

    private void addUser(String name) throws SQLException {
        execute("insert into users (id, email, name, tier, total_reflections, total_clarify_sessions)"
                + " values ($user, 'a@example.com', " + name + ", 'pro', 7, 8)");
    }

    @Test
    void a_user_with_and_without_a_name() throws SQLException {
        assertThat(lookups.user(user, LIMIT)).isEmpty();

        addUser("null");
        assertThat(lookups.user(user, LIMIT)).contains(new UserRow(null, Tier.PRO, 7, 8));

        execute("update users set name = 'Maya'");
        assertThat(lookups.user(user, LIMIT)).contains(new UserRow("Maya", Tier.PRO, 7, 8));
    }

    @Test
    void a_row_of_each_list() throws SQLException {
        addUser("'Maya'");
        execute("insert into dreams (id, user_id, title, category) values ($id, $user, 'A', 'personal_growth')");
        execute("insert into clarify_patterns (id, user_id, pattern_type, content, strength)"
                + " values ($id, $user, 'potential_dream', 'P', 3)");
        execute("insert into clarify_sessions (id, user_id, title, message_count, created_at)"
                + " values ($id, $user, 'S', 2, $noon)");
        execute("insert into reflections (id, user_id, dream, plan, relationship, offering, tone, created_at)"
                + " values ($id, $user, 'a', 'b', 'c', 'd', 'gentle', $noon)");

        assertThat(lookups.dreams(user, 5, LIMIT))
                .containsExactly(new DreamRow(id, "A", null, DreamStatus.ACTIVE, Category.PERSONAL_GROWTH));
        assertThat(lookups.patterns(user, 3, 10, LIMIT))
                .containsExactly(new PatternRow(id, PatternType.POTENTIAL_DREAM, "P", 3));
        assertThat(lookups.patterns(user, 4, 10, LIMIT)).isEmpty();
        assertThat(lookups.sessions(user, 3, LIMIT)).containsExactly(new SessionRow(id, "S", NOON, 2));
        assertThat(lookups.reflections(user, 3, LIMIT)).containsExactly(new ReflectionRow(id, Tone.GENTLE, NOON));
    }

    @Test
    void the_most_recent_ones_in_their_order_and_no_more_than_asked_for() throws SQLException {
        addUser("'Maya'");
        for (int day = 1; day <= 4; day++) {
            execute("insert into dreams (id, user_id, title, updated_at) values (random_uuid(), $user, 'dream " + day
                    + "', date '2026-03-0" + day + "')");
        }
        execute("update dreams set status = 'achieved' where title = 'dream 4'");

        assertThat(lookups.dreams(user, 2, LIMIT)).extracting(DreamRow::title).containsExactly("dream 3", "dream 2");
    }

    @Test
    void no_limit_of_a_lookup_reaches_the_next_statement_of_its_connection() throws SQLException {
        assertThat(lookups.user(user, LIMIT)).isEmpty();

        try (Statement next = connection.createStatement()) {
            assertThat(next.getQueryTimeout()).isZero();
        }
    }

    @Test
    void what_the_database_refuses_is_thrown_with_its_reason() throws SQLException {
        execute("drop table reflections");

        assertThatThrownBy(() -> lookups.reflections(user, 3, LIMIT))
                .isInstanceOf(LookupFailed.class)
                .hasCauseInstanceOf(SQLException.class);
        try (Statement next = connection.createStatement()) {
            assertThat(next.getQueryTimeout()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0.000000001S, 1", "PT0.5S, 1", "PT1S, 1", "PT1.001S, 2", "PT2S, 2", "P10000D, 2147483"})
    void a_limit_is_rounded_up_to_whole_seconds_and_the_connection_has_one_more(Duration limit, int seconds) {
        assertThat(JdbcLookups.seconds(limit)).isEqualTo(seconds);

        assertThat(lookups.user(user, limit)).isEmpty();
        assertThat(allowed).isEqualTo(Duration.ofSeconds(seconds + 1L));
    }
}
