package clarify.context;

import clarify.cache.CachedLists;
import clarify.concurrent.LoadThreads;
import clarify.journal.DreamRow;
import clarify.journal.Lookups;
import clarify.journal.PatternRow;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import clarify.kind.Kind;
import clarify.trace.Tracing;
import java.time.Duration;
import java.util.UUID;

/** The five lists, each with the limit under which it is looked up and cached. */
record ListLoaders(
        ListLoader<UserRow> user,
        ListLoader<DreamRow> dreams,
        ListLoader<PatternRow> patterns,
        ListLoader<SessionRow> sessions,
        ListLoader<ReflectionRow> reflections) {

    static ListLoaders of(
            Lookups lookups, ContextSettings settings, LoadThreads threads, ContextMetrics metrics, Tracing tracing) {
        Duration limit = settings.lookupTimeout();
        return new ListLoaders(
                new ListLoader<>(
                        Kind.USER,
                        UserRow.class,
                        id -> lookups.user(id, limit).stream().toList(),
                        limit,
                        threads,
                        metrics,
                        tracing),
                new ListLoader<>(
                        Kind.DREAMS,
                        DreamRow.class,
                        id -> lookups.dreams(id, settings.maxDreams(), limit),
                        limit,
                        threads,
                        metrics,
                        tracing),
                new ListLoader<>(
                        Kind.PATTERNS,
                        PatternRow.class,
                        id -> lookups.patterns(id, settings.minStrength(), settings.maxPatterns(), limit),
                        limit,
                        threads,
                        metrics,
                        tracing),
                // One more than is shown: the session that the context is for is left out when it is built.
                new ListLoader<>(
                        Kind.SESSIONS,
                        SessionRow.class,
                        id -> lookups.sessions(id, settings.maxSessions() + 1, limit),
                        limit,
                        threads,
                        metrics,
                        tracing),
                new ListLoader<>(
                        Kind.REFLECTIONS,
                        ReflectionRow.class,
                        id -> lookups.reflections(id, settings.maxReflections(), limit),
                        limit,
                        threads,
                        metrics,
                        tracing));
    }

    /** Takes the lists from the cache, or begins or joins their lookups. */
    PendingLists begin(UUID userId, CachedLists cached) {
        return new PendingLists(
                user.begin(userId, cached),
                dreams.begin(userId, cached),
                patterns.begin(userId, cached),
                sessions.begin(userId, cached),
                reflections.begin(userId, cached));
    }
}
