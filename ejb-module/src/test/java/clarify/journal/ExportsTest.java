package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2; the servers' tests export from PostgreSQL. */
class ExportsTest {

    private static final String URL = "jdbc:h2:mem:exports;DB_CLOSE_DELAY=-1";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final UUID user = UUID.randomUUID();
    private final UUID id = UUID.randomUUID();
    private final AtomicLong now = new AtomicLong();
    private Connection connection;
    private Connection other;
    private Duration allowed = Duration.ZERO;
    private int steps;

    private final Exports exports = new Exports(
            new Database() {
                @Override
                public <T> T inSteps(Duration limit, Runnable overdue, SteppedWork<T> work) throws SQLException {
                    allowed = limit;
                    return work.with(connection, () -> steps++);
                }
            },
            new DatabaseSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), 24),
            new ExportSettings(2, TIMEOUT),
            now::get);

    @BeforeEach
    void connect() throws SQLException {
        Tables.create(URL);
        connection = DriverManager.getConnection(URL);
        other = DriverManager.getConnection(URL);
        execute(
                "insert into users (id, email, name, tier, total_reflections, total_clarify_sessions, created_at, updated_at)"
                        + " values ($user, 'a@example.com', 'Maya', 'pro', 7, 8, $noon, $noon)");
    }

    @AfterEach
    void close() throws SQLException {
        execute("drop all objects");
        connection.close();
        other.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute(sql.replace("$user", "'" + user + "'")
                    .replace("$id", "'" + id + "'")
                    .replace("$noon", "timestamp with time zone '2026-03-01 13:00:00.123456+01:00'"));
        }
    }

    /** Of each list the rows, read in the order of the document. */
    private record Read(
            ProfileView profile,
            List<DreamView> dreams,
            List<ReflectionView> reflections,
            List<SessionView> sessions,
            List<MessageView> messages,
            List<PatternView> patterns) {

        static Read of(JournalExport export) {
            List<DreamView> dreams = all(export.dreams());
            List<ReflectionView> reflections = all(export.reflections());
            List<SessionView> sessions = new ArrayList<>();
            List<MessageView> messages = new ArrayList<>();
            export.sessions().forEachRemaining(session -> {
                sessions.add(new SessionView(
                        session.id(),
                        session.userId(),
                        session.title(),
                        session.status(),
                        session.messageCount(),
                        session.lastMessageAt(),
                        session.dreamId(),
                        session.createdAt(),
                        session.updatedAt()));
                session.messages().forEachRemaining(messages::add);
            });
            return new Read(export.profile(), dreams, reflections, sessions, messages, all(export.patterns()));
        }

        private static <R> List<R> all(Iterator<R> rows) {
            List<R> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            return all;
        }
    }

    private Read read() {
        List<Read> read = new ArrayList<>();
        exports.read(user, () -> {}, (export, moved) -> read.add(Read.of(export)));
        return read.get(0);
    }

    @Test
    void a_row_of_each_table_whole() throws SQLException {
        execute(
                "insert into dreams (id, user_id, title, description, target_date, status, category, priority, achieved_at,"
                        + " created_at, updated_at)"
                        + " values ($id, $user, 'A', 'B', '2027-01-31', 'achieved', 'personal_growth', 9, $noon, $noon, $noon)");
        execute(
                "insert into clarify_sessions (id, user_id, title, message_count, last_message_at, dream_id, created_at,"
                        + " updated_at) values ($id, $user, 'S', 1, $noon, $id, $noon, $noon)");
        execute("insert into clarify_messages (id, session_id, role, content, created_at)"
                + " values ($id, $id, 'assistant', 'M', $noon)");
        execute("insert into clarify_patterns (id, user_id, session_id, pattern_type, content, strength, extracted_at,"
                + " created_at, updated_at) values ($id, $user, $id, 'tension', 'P', 3, $noon, $noon, $noon)");
        execute("insert into reflections (id, user_id, dream_id, dream, plan, relationship, offering, tone, title,"
                + " created_at, updated_at) values ($id, $user, $id, 'a', 'b', 'c', 'd', 'gentle', 'T', $noon, $noon)");

        assertThat(read())
                .isEqualTo(new Read(
                        new ProfileView(user, "a@example.com", "Maya", Tier.PRO, Language.EN, 7, 8, NOON, NOON),
                        List.of(new DreamView(
                                id,
                                user,
                                "A",
                                "B",
                                LocalDate.of(2027, 1, 31),
                                DreamStatus.ACHIEVED,
                                Category.PERSONAL_GROWTH,
                                9,
                                NOON,
                                null,
                                null,
                                NOON,
                                NOON)),
                        List.of(new ReflectionView(id, user, id, "a", "b", "c", "d", Tone.GENTLE, "T", NOON, NOON)),
                        List.of(new SessionView(id, user, "S", SessionStatus.ACTIVE, 1, NOON, id, NOON, NOON)),
                        List.of(new MessageView(id, id, Role.ASSISTANT, "M", NOON)),
                        List.of(new PatternView(id, user, id, PatternType.TENSION, "P", 3, NOON, NOON, NOON))));
    }

    @Test
    void what_may_be_null_is_null() throws SQLException {
        execute("update users set email = null, name = null");
        execute("insert into dreams (id, user_id, title) values ($id, $user, 'A')");
        execute("insert into clarify_sessions (id, user_id) values ($id, $user)");
        execute(
                "insert into clarify_patterns (id, user_id, pattern_type, content) values ($id, $user, 'tension', 'P')");
        execute("insert into reflections (id, user_id, dream, plan, relationship, offering)"
                + " values ($id, $user, 'a', 'b', 'c', 'd')");

        Read read = read();

        assertThat(read.profile().email()).isNull();
        assertThat(read.profile().name()).isNull();
        assertThat(read.dreams().get(0).targetDate()).isNull();
        assertThat(read.dreams().get(0).category()).isNull();
        assertThat(read.sessions().get(0).dreamId()).isNull();
        assertThat(read.patterns().get(0).sessionId()).isNull();
        assertThat(read.reflections().get(0).dreamId()).isNull();
        assertThat(read.reflections().get(0).title()).isNull();
    }

    /** More than two pages, most of them of the same moment. */
    @Test
    void each_row_once_newest_first() throws SQLException {
        execute("insert into dreams (id, user_id, title, created_at) select random_uuid(), $user, 'dream ' || x,"
                + " dateadd(second, -x / 240, $noon) from system_range(1, 250)");

        List<DreamView> dreams = read().dreams();

        assertThat(dreams).hasSize(250).doesNotHaveDuplicates();
        assertThat(dreams).extracting(DreamView::createdAt).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void nothing_of_anybody_else() throws SQLException {
        UUID stranger = UUID.randomUUID();
        execute("insert into users (id) values ('" + stranger + "')");
        execute("insert into dreams (id, user_id, title) values (random_uuid(), '" + stranger + "', 'A')");
        execute("insert into clarify_sessions (id, user_id) values ($id, '" + stranger + "')");
        execute(
                "insert into clarify_messages (id, session_id, role, content) values (random_uuid(), $id, 'user', 'M')");

        Read read = read();

        assertThat(read.dreams()).isEmpty();
        assertThat(read.sessions()).isEmpty();
        assertThat(read.messages()).isEmpty();
    }

    @Test
    void everything_is_of_one_moment() throws SQLException {
        execute("insert into dreams (id, user_id, title) values ($id, $user, 'A')");
        execute("insert into clarify_sessions (id, user_id) values ($id, $user)");
        List<Read> read = new ArrayList<>();

        exports.read(user, () -> {}, (export, moved) -> {
            deleteEverything();
            read.add(Read.of(export));
        });

        assertThat(read.get(0).dreams()).hasSize(1);
        assertThat(read.get(0).sessions()).hasSize(1);
        assertThatThrownBy(this::read).isInstanceOf(NotFound.class);
    }

    private void deleteEverything() {
        try {
            execute("delete from users");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_connection_is_given_back_as_it_was() throws SQLException {
        String before = isolation();
        var unused = read();
        assertThatThrownBy(() -> exports.read(user, () -> {}, (export, moved) -> {
                    throw new IllegalStateException("the client has left");
                }))
                .hasMessage("the client has left");

        assertThat(isolation()).isEqualTo(before);
        assertThat(connection.getAutoCommit()).isTrue();
    }

    private String isolation() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select isolation_level from information_schema.sessions"
                        + " where session_id = session_id()")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void a_whole_export_has_a_limit_and_each_statement_is_a_step() throws SQLException {
        execute("insert into dreams (id, user_id, title) select random_uuid(), $user, 'A' from system_range(1, 250)");
        List<DreamView> taken = new ArrayList<>();

        assertThatThrownBy(() -> exports.read(
                        user,
                        () -> {},
                        (export, moved) -> export.dreams().forEachRemaining(dream -> {
                            taken.add(dream);
                            now.addAndGet(TIMEOUT.toNanos() / 100);
                        })))
                .isInstanceOf(ExportTooLong.class);

        assertThat(taken).hasSize(2 * PagedRows.PAGE);
        assertThat(steps).isEqualTo(1 + 3);
        assertThat(allowed).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void the_limit_counts_also_while_a_slow_client_takes_one_page() {
        List<Duration> taken = new ArrayList<>();

        assertThatThrownBy(() -> exports.read(user, () -> {}, (export, moved) -> {
                    for (int part = 0; part < 100; part++) {
                        now.addAndGet(TIMEOUT.toNanos() / 10);
                        moved.run();
                        taken.add(TIMEOUT.dividedBy(10));
                    }
                }))
                .isInstanceOf(ExportTooLong.class);

        assertThat(taken).hasSize(10);
    }

    @Test
    void what_the_database_refuses_is_thrown_with_its_reason() throws SQLException {
        execute("drop table reflections");

        assertThatThrownBy(this::read).isInstanceOf(ExportFailed.class).hasCauseInstanceOf(SQLException.class);
    }
}
