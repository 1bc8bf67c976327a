package clarify.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The five lookups that a context is built from. Each reads one list in a transaction of its own, so that they can run
 * in parallel on any thread. {@code limit} is the time limit of the statement in the database, in whole seconds, rounded
 * up; a connection that is silent for a second more is given up. A user without a profile has empty lists. Thread-safe.
 */
public interface Lookups {

    /**
     * The user; empty if there is no profile.
     *
     * @throws LookupFailed with what the database said, or that it did not answer; so do the others
     */
    Optional<UserRow> user(UUID userId, Duration limit);

    /** At most {@code max} active dreams, the last updated first, then by id. */
    List<DreamRow> dreams(UUID userId, int max, Duration limit);

    /**
     * At most {@code max} patterns of {@code minStrength} or more, the strongest first, then the last updated, then by
     * id.
     */
    List<PatternRow> patterns(UUID userId, int minStrength, int max, Duration limit);

    /** At most {@code max} active sessions, the one with the last message first, then by id. */
    List<SessionRow> sessions(UUID userId, int max, Duration limit);

    /** At most {@code max} reflections, newest first, then by id. */
    List<ReflectionRow> reflections(UUID userId, int max, Duration limit);
}
