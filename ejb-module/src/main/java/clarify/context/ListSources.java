package clarify.context;

import clarify.journal.DreamRow;
import clarify.journal.Lookups;
import clarify.journal.PatternRow;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import clarify.kind.Kind;
import clarify.trace.Tracing;
import java.time.Duration;
import java.util.concurrent.Executor;

/** The five lists, each with the limit under which it is looked up and cached. */
record ListSources(
        ListSource<UserRow> user,
        ListSource<DreamRow> dreams,
        ListSource<PatternRow> patterns,
        ListSource<SessionRow> sessions,
        ListSource<ReflectionRow> reflections) {

    static ListSources of(
            Lookups lookups, ContextSettings settings, Executor threads, ContextFigures figures, Tracing tracing) {
        Duration limit = settings.lookupTimeout();
        return new ListSources(
                new ListSource<>(
                        Kind.USER,
                        UserRow.class,
                        id -> lookups.user(id, limit).stream().toList(),
                        threads,
                        figures,
                        tracing),
                new ListSource<>(
                        Kind.DREAMS,
                        DreamRow.class,
                        id -> lookups.dreams(id, settings.maxDreams(), limit),
                        threads,
                        figures,
                        tracing),
                new ListSource<>(
                        Kind.PATTERNS,
                        PatternRow.class,
                        id -> lookups.patterns(id, settings.minStrength(), settings.maxPatterns(), limit),
                        threads,
                        figures,
                        tracing),
                // One more than is shown: the session that the context is for is left out when it is built.
                new ListSource<>(
                        Kind.SESSIONS,
                        SessionRow.class,
                        id -> lookups.sessions(id, settings.maxSessions() + 1, limit),
                        threads,
                        figures,
                        tracing),
                new ListSource<>(
                        Kind.REFLECTIONS,
                        ReflectionRow.class,
                        id -> lookups.reflections(id, settings.maxReflections(), limit),
                        threads,
                        figures,
                        tracing));
    }
}
