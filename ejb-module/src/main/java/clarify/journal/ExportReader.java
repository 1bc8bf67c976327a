package clarify.journal;

import static clarify.journal.JdbcRows.constant;
import static clarify.journal.JdbcRows.constantIfAny;
import static clarify.journal.JdbcRows.id;
import static clarify.journal.JdbcRows.idIfAny;
import static clarify.journal.JdbcRows.instant;
import static clarify.journal.JdbcRows.instantIfAny;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads whole rows over one connection. */
final class ExportReader {

    private static final String PROFILE =
            "select id, email, name, tier, language, total_reflections, total_clarify_sessions, created_at, updated_at"
                    + " from users where id = ?";

    private static final Table<DreamView> DREAMS = new Table<>(
            "dreams",
            "user_id",
            "id, user_id, title, description, target_date, status, category, priority, achieved_at, archived_at,"
                    + " released_at, created_at, updated_at",
            ExportReader::dream);

    private static final Table<ReflectionView> REFLECTIONS = new Table<>(
            "reflections",
            "user_id",
            "id, user_id, dream_id, dream, plan, relationship, offering, tone, title, created_at, updated_at",
            ExportReader::reflection);

    private static final Table<SessionView> SESSIONS = new Table<>(
            "clarify_sessions",
            "user_id",
            "id, user_id, title, status, message_count, last_message_at, dream_id, created_at, updated_at",
            ExportReader::session);

    private static final Table<MessageView> MESSAGES = new Table<>(
            "clarify_messages", "session_id", "id, session_id, role, content, created_at", ExportReader::message);

    private static final Table<PatternView> PATTERNS = new Table<>(
            "clarify_patterns",
            "user_id",
            "id, user_id, session_id, pattern_type, content, strength, extracted_at, created_at, updated_at",
            ExportReader::pattern);

    private final Connection connection;
    private final Runnable beforeEach;

    /** @param beforeEach is run before each statement */
    ExportReader(Connection connection, Runnable beforeEach) {
        this.connection = connection;
        this.beforeEach = beforeEach;
    }

    /** An index has the rows of an owner in this order. */
    private record Table<R extends ListedRow>(String name, String owner, String columns, JdbcRows.Row<R> row) {

        private static final String AFTER = " and created_at <= ? and (created_at < ? or id > ?)";

        String select(boolean isFirst) {
            return "select " + columns + " from " + name + " where " + owner + " = ?" + (isFirst ? "" : AFTER)
                    + " order by created_at desc, id fetch first " + PagedRows.PAGE + " rows only";
        }
    }

    /** @throws NotFound if the user has no profile */
    JournalExport everythingOf(UUID userId) throws SQLException {
        ProfileView profile = rows(PROFILE, ExportReader::profile, userId).stream()
                .findFirst()
                .orElseThrow(NotFound::new);
        return new JournalExport(
                Database.now(connection).toInstant(),
                profile,
                rows(DREAMS, userId),
                rows(REFLECTIONS, userId),
                sessions(userId),
                rows(PATTERNS, userId),
                true);
    }

    private Iterator<ExportedSession> sessions(UUID userId) {
        Iterator<SessionView> sessions = rows(SESSIONS, userId);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return sessions.hasNext();
            }

            @Override
            public ExportedSession next() {
                SessionView session = sessions.next();
                return ExportedSession.of(session, rows(MESSAGES, session.id()));
            }
        };
    }

    private <R extends ListedRow> Iterator<R> rows(Table<R> table, UUID owner) {
        return new PagedRows<>(place -> page(table, owner, place));
    }

    private <R extends ListedRow> List<R> page(Table<R> table, UUID owner, Optional<Position> place) {
        try {
            return rows(table.select(place.isEmpty()), table.row(), parameters(owner, place));
        } catch (SQLException e) {
            throw new ExportFailed(e);
        }
    }

    private static Object[] parameters(UUID owner, Optional<Position> place) {
        return place.map(after -> {
                    OffsetDateTime createdAt = after.createdAt().atOffset(ZoneOffset.UTC);
                    return new Object[] {owner, createdAt, createdAt, after.id()};
                })
                .orElseGet(() -> new Object[] {owner});
    }

    private <R> List<R> rows(String sql, JdbcRows.Row<R> row, Object... parameters) throws SQLException {
        beforeEach.run();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            return JdbcRows.of(query, row, parameters);
        }
    }

    private static ProfileView profile(ResultSet columns) throws SQLException {
        return new ProfileView(
                id(columns, 1),
                columns.getString(2),
                columns.getString(3),
                constant(Tier.class, columns, 4),
                constant(Language.class, columns, 5),
                columns.getInt(6),
                columns.getInt(7),
                instant(columns, 8),
                instant(columns, 9));
    }

    private static DreamView dream(ResultSet columns) throws SQLException {
        return new DreamView(
                id(columns, 1),
                id(columns, 2),
                columns.getString(3),
                columns.getString(4),
                Stream.ofNullable(columns.getString(5))
                        .map(LocalDate::parse)
                        .findFirst()
                        .orElse(null),
                constant(DreamStatus.class, columns, 6),
                constantIfAny(Category.class, columns, 7),
                columns.getInt(8),
                instantIfAny(columns, 9),
                instantIfAny(columns, 10),
                instantIfAny(columns, 11),
                instant(columns, 12),
                instant(columns, 13));
    }

    private static ReflectionView reflection(ResultSet columns) throws SQLException {
        return new ReflectionView(
                id(columns, 1),
                id(columns, 2),
                idIfAny(columns, 3),
                columns.getString(4),
                columns.getString(5),
                columns.getString(6),
                columns.getString(7),
                constant(Tone.class, columns, 8),
                columns.getString(9),
                instant(columns, 10),
                instant(columns, 11));
    }

    private static SessionView session(ResultSet columns) throws SQLException {
        return new SessionView(
                id(columns, 1),
                id(columns, 2),
                columns.getString(3),
                constant(SessionStatus.class, columns, 4),
                columns.getInt(5),
                instant(columns, 6),
                idIfAny(columns, 7),
                instant(columns, 8),
                instant(columns, 9));
    }

    private static MessageView message(ResultSet columns) throws SQLException {
        return new MessageView(
                id(columns, 1),
                id(columns, 2),
                constant(Role.class, columns, 3),
                columns.getString(4),
                instant(columns, 5));
    }

    private static PatternView pattern(ResultSet columns) throws SQLException {
        return new PatternView(
                id(columns, 1),
                id(columns, 2),
                idIfAny(columns, 3),
                constant(PatternType.class, columns, 4),
                columns.getString(5),
                columns.getInt(6),
                instant(columns, 7),
                instant(columns, 8),
                instant(columns, 9));
    }
}
