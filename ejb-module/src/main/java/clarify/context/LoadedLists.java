package clarify.context;

import static java.util.Objects.requireNonNull;

import clarify.context.Context.Source;
import clarify.journal.DreamRow;
import clarify.journal.PatternRow;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import clarify.kind.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's five lists as they were found. */
final class LoadedLists {

    private final LoadedList<UserRow> user;
    private final LoadedList<DreamRow> dreams;
    private final LoadedList<PatternRow> patterns;
    private final LoadedList<SessionRow> sessions;
    private final LoadedList<ReflectionRow> reflections;
    private final Map<Kind, LoadedList<?>> byKind;

    LoadedLists(
            LoadedList<UserRow> user,
            LoadedList<DreamRow> dreams,
            LoadedList<PatternRow> patterns,
            LoadedList<SessionRow> sessions,
            LoadedList<ReflectionRow> reflections) {
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

    boolean hasFailedLookups() {
        return byKind.values().stream().anyMatch(LoadedList::lookupFailed);
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
        byKind.values().forEach(LoadedList::release);
    }

    /** How long the cache has had the list; empty when it does not come from there. */
    Optional<Duration> age(Kind kind) {
        return requireNonNull(byKind.get(kind)).age();
    }

    /** What of one list is to be told. */
    Selection select(Kind kind, ContextSettings limits, @Nullable UUID sessionId) {
        return switch (kind) {
            case USER -> Selection.of(user.rows(), all -> true, 1, rows -> SectionFormatter.user(rows.get(0)));
            case DREAMS -> Selection.of(dreams.rows(), all -> true, limits.maxDreams(), SectionFormatter::dreams);
            case PATTERNS ->
                Selection.of(patterns.rows(), all -> true, limits.maxPatterns(), SectionFormatter::patterns);
            case SESSIONS ->
                Selection.of(
                        sessions.rows(),
                        session -> !session.id().equals(sessionId),
                        limits.maxSessions(),
                        SectionFormatter::sessions);
            case REFLECTIONS ->
                Selection.of(reflections.rows(), all -> true, limits.maxReflections(), SectionFormatter::reflections);
        };
    }
}
