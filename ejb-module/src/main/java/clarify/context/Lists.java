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
final class Lists {

    private final Found<UserRow> user;
    private final Found<DreamRow> dreams;
    private final Found<PatternRow> patterns;
    private final Found<SessionRow> sessions;
    private final Found<ReflectionRow> reflections;
    private final Map<Kind, Found<?>> byKind;

    Lists(
            Found<UserRow> user,
            Found<DreamRow> dreams,
            Found<PatternRow> patterns,
            Found<SessionRow> sessions,
            Found<ReflectionRow> reflections) {
        this.user = user;
        this.dreams = dreams;
        this.patterns = patterns;
        this.sessions = sessions;
        this.reflections = reflections;
        byKind = Map.of(
                Kind.USER, user,
                Kind.DREAMS, dreams,
                Kind.PATTERNS, patterns,
                Kind.SESSIONS, sessions,
                Kind.REFLECTIONS, reflections);
    }

    int count(Source source) {
        return (int) byKind.values().stream()
                .filter(found -> found.source() == source)
                .count();
    }

    Source source(Kind kind) {
        return requireNonNull(byKind.get(kind)).source();
    }

    /** What the cache does not have yet, and nobody else stores. */
    Map<Kind, List<?>> toStore() {
        Map<Kind, List<?>> lists = new EnumMap<>(Kind.class);
        byKind.forEach((kind, found) -> {
            if (found.isToBeStored()) {
                lists.put(kind, found.rows());
            }
        });
        return lists;
    }

    void release() {
        byKind.values().forEach(Found::release);
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
}
