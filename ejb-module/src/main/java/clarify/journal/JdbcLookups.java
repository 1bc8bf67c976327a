package clarify.journal;

import static clarify.journal.JdbcRows.constant;
import static clarify.journal.JdbcRows.constantIfAny;
import static clarify.journal.JdbcRows.id;
import static clarify.journal.JdbcRows.instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Through JDBC, as only a connection of one's own can be ended when it does not answer. */
@ApplicationScoped
class JdbcLookups implements Lookups {

    private static final String USER =
            "select name, tier, total_reflections, total_clarify_sessions from users where id = ?";

    private static final String DREAMS = """
            select id, title, description, status, category from dreams where user_id = ? and status = ?
            order by updated_at desc, id fetch first ? rows only""";

    private static final String PATTERNS = """
            select id, pattern_type, content, strength from clarify_patterns where user_id = ? and strength >= ?
            order by strength desc, updated_at desc, id fetch first ? rows only""";

    private static final String SESSIONS = """
            select id, title, created_at, message_count from clarify_sessions where user_id = ? and status = ?
            order by last_message_at desc, id fetch first ? rows only""";

    private static final String REFLECTIONS = """
            select id, tone, created_at from reflections where user_id = ?
            order by created_at desc, id fetch first ? rows only""";

    /** The database ends a statement first; then its connection can be used again. */
    private static final Duration FOR_THE_DATABASE = Duration.ofSeconds(1);

    private final Database database;

    @Inject
    JdbcLookups(Database database) {
        this.database = database;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    protected JdbcLookups() {
        this(null);
    }

    @Override
    public Optional<UserRow> user(UUID userId, Duration limit) {
        return rows(USER, JdbcLookups::user, limit, userId).stream().findFirst();
    }

    private static UserRow user(ResultSet columns) throws SQLException {
        return new UserRow(
                columns.getString(1), constant(Tier.class, columns, 2), columns.getInt(3), columns.getInt(4));
    }

    @Override
    public List<DreamRow> dreams(UUID userId, int max, Duration limit) {
        return rows(DREAMS, JdbcLookups::dream, limit, userId, DreamStatus.ACTIVE.toString(), max);
    }

    private static DreamRow dream(ResultSet columns) throws SQLException {
        return new DreamRow(
                id(columns, 1),
                columns.getString(2),
                columns.getString(3),
                constant(DreamStatus.class, columns, 4),
                constantIfAny(Category.class, columns, 5));
    }

    @Override
    public List<PatternRow> patterns(UUID userId, int minStrength, int max, Duration limit) {
        return rows(PATTERNS, JdbcLookups::pattern, limit, userId, minStrength, max);
    }

    private static PatternRow pattern(ResultSet columns) throws SQLException {
        return new PatternRow(
                id(columns, 1), constant(PatternType.class, columns, 2), columns.getString(3), columns.getInt(4));
    }

    @Override
    public List<SessionRow> sessions(UUID userId, int max, Duration limit) {
        return rows(SESSIONS, JdbcLookups::session, limit, userId, SessionStatus.ACTIVE.toString(), max);
    }

    private static SessionRow session(ResultSet columns) throws SQLException {
        return new SessionRow(id(columns, 1), columns.getString(2), instant(columns, 3), columns.getInt(4));
    }

    @Override
    public List<ReflectionRow> reflections(UUID userId, int max, Duration limit) {
        return rows(REFLECTIONS, JdbcLookups::reflection, limit, userId, max);
    }

    private static ReflectionRow reflection(ResultSet columns) throws SQLException {
        return new ReflectionRow(id(columns, 1), constant(Tone.class, columns, 2), instant(columns, 3));
    }

    private <R> List<R> rows(String sql, JdbcRows.Row<R> row, Duration limit, Object... parameters) {
        int seconds = seconds(limit);
        try {
            return database.here(
                    Duration.ofSeconds(seconds).plus(FOR_THE_DATABASE),
                    connection -> rows(connection, sql, row, seconds, parameters));
        } catch (SQLException e) {
            throw new LookupFailed(e);
        }
    }

    private static <R> List<R> rows(
            Connection connection, String sql, JdbcRows.Row<R> row, int seconds, Object... parameters)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                LimitedQuery limited = LimitedQuery.of(query, seconds)) {
            return limited.rows(row, parameters);
        }
    }

    /** Whole seconds, rounded up, as JDBC has it; 0 would be no limit. */
    static int seconds(Duration limit) {
        return (int) Math.min(limit.plusSeconds(1).minusNanos(1).toSeconds(), Integer.MAX_VALUE / 1000);
    }

    /** H2 keeps the limit of a statement for its connection, which the pool gives to somebody else. */
    private record LimitedQuery(PreparedStatement query) implements AutoCloseable {

        static LimitedQuery of(PreparedStatement query, int seconds) throws SQLException {
            query.setQueryTimeout(seconds);
            return new LimitedQuery(query);
        }

        <R> List<R> rows(JdbcRows.Row<R> row, Object... parameters) throws SQLException {
            return JdbcRows.of(query, row, parameters);
        }

        @Override
        public void close() throws SQLException {
            query.setQueryTimeout(0);
        }
    }
}
