package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The five lookups that a context is made of. Each reads one list in a transaction of its own, so that they can run
 * side by side on any thread; {@code limit} is also the time-out of the statement at the database, in whole seconds,
 * rounded up. A user without a profile has empty lists. Thread-safe; what fails at the database is a runtime exception.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Lookups {

    /** The person; empty if there is no profile. */
    public Optional<UserRow> user(UUID userId, Duration limit) {
        throw new UnsupportedOperationException();
    }

    /** At most {@code max} active dreams, the last touched first, then by id. */
    public List<DreamRow> dreams(UUID userId, int max, Duration limit) {
        throw new UnsupportedOperationException();
    }

    /** At most {@code max} patterns of {@code minStrength} or more, the strongest first, then the last touched, then by id. */
    public List<PatternRow> patterns(UUID userId, int minStrength, int max, Duration limit) {
        throw new UnsupportedOperationException();
    }

    /** At most {@code max} active sessions, the one with the last message first, then by id. */
    public List<SessionRow> sessions(UUID userId, int max, Duration limit) {
        throw new UnsupportedOperationException();
    }

    /** At most {@code max} reflections, newest first, then by id. */
    public List<ReflectionRow> reflections(UUID userId, int max, Duration limit) {
        throw new UnsupportedOperationException();
    }
}
