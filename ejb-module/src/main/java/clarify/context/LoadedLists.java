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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's five lists as they were found. */
final class LoadedLists {

    private final LoadedList<UserRow> user;
    private final LoadedList<DreamRow> dreams;
    private final LoadedList<PatternRow> patterns;
    private final LoadedList<SessionRow> sessions;
    private final LoadedList<ReflectionRow> reflections;

    private final Map<Kind, LoadedList<?>> all = new EnumMap<>(Kind.class);

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
        all.put(Kind.USER, user);
        all.put(Kind.DREAMS, dreams);
        all.put(Kind.PATTERNS, patterns);
        all.put(Kind.SESSIONS, sessions);
        all.put(Kind.REFLECTIONS, reflections);
    }

    int count(Source source) {
        int count = 0;
        for (LoadedList<?> found : all.values()) {
            if (found.source() == source) {
                count++;
            }
        }
        return count;
    }

    boolean hasFailedLookups() {
        return all.values().stream().anyMatch(LoadedList::lookupFailed);
    }

    LoadedList<?> of(Kind kind) {
        return requireNonNull(all.get(kind));
    }

    /** What the cache does not have yet, and nobody else stores. */
    Map<Kind, List<?>> toStore() {
        if (count(Source.DATABASE) == 0) {
            return Map.of();
        }
        Map<Kind, List<?>> lists = new EnumMap<>(Kind.class);
        all.forEach((kind, found) -> {
            if (found.isToBeStored()) {
                lists.put(kind, found.rows());
            }
        });
        return lists;
    }

    void release() {
        all.values().forEach(LoadedList::release);
    }

    /** What of one list is to be told. */
    Selection select(Kind kind, ContextSettings limits, @Nullable UUID sessionId) {
        return switch (kind) {
            case USER -> Selection.of(user.rows(), 1, SectionFormatter::user);
            case DREAMS -> Selection.of(dreams.rows(), limits.maxDreams(), SectionFormatter::dreams);
            case PATTERNS -> Selection.of(patterns.rows(), limits.maxPatterns(), SectionFormatter::patterns);
            case SESSIONS ->
                Selection.of(
                        sessions.rows(),
                        session -> !session.id().equals(sessionId),
                        limits.maxSessions(),
                        SectionFormatter::sessions);
            case REFLECTIONS ->
                Selection.of(reflections.rows(), limits.maxReflections(), SectionFormatter::reflections);
        };
    }
}
