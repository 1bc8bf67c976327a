package clarify.context;

import static java.util.Objects.requireNonNull;

import clarify.context.Context.Source;
import clarify.journal.DreamRow;
import clarify.journal.PatternRow;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import clarify.kind.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A person's five lists as they were found. */
record Lists(
        Found<UserRow> user,
        Found<DreamRow> dreams,
        Found<PatternRow> patterns,
        Found<SessionRow> sessions,
        Found<ReflectionRow> reflections) {

    int count(Source source) {
        return (int) byKind().values().stream()
                .filter(found -> found.source() == source)
                .count();
    }

    Source source(Kind kind) {
        return requireNonNull(byKind().get(kind)).source();
    }

    /** What the cache does not have yet. */
    Map<Kind, List<?>> lookedUp() {
        Map<Kind, List<?>> lists = new EnumMap<>(Kind.class);
        byKind().forEach((kind, found) -> {
            if (found.source() == Source.DATABASE) {
                lists.put(kind, found.rows());
            }
        });
        return lists;
    }

    /** The section of one list; empty without rows. */
    Optional<Section> section(Kind kind, ContextSettings limits, @Nullable UUID sessionId) {
        return switch (kind) {
            case USER -> section(user.rows(), 1, rows -> Sections.user(rows.get(0)));
            case DREAMS -> section(dreams.rows(), limits.maxDreams(), Sections::dreams);
            case PATTERNS -> section(patterns.rows(), limits.maxPatterns(), Sections::patterns);
            case SESSIONS -> section(sessionsWithout(sessionId), limits.maxSessions(), Sections::sessions);
            case REFLECTIONS -> section(reflections.rows(), limits.maxReflections(), Sections::reflections);
        };
    }

    private static <E> Optional<Section> section(List<E> rows, int limit, Function<List<E>, Section> form) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(form.apply(rows.stream().limit(limit).toList()));
    }

    private List<SessionRow> sessionsWithout(@Nullable UUID sessionId) {
        return sessions.rows().stream()
                .filter(session -> !session.id().equals(sessionId))
                .toList();
    }

    private Map<Kind, Found<?>> byKind() {
        return Map.of(
                Kind.USER, user,
                Kind.DREAMS, dreams,
                Kind.PATTERNS, patterns,
                Kind.SESSIONS, sessions,
                Kind.REFLECTIONS, reflections);
    }
}
