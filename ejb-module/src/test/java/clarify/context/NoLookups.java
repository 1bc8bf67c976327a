package clarify.context;

import clarify.journal.DreamRow;
import clarify.journal.Lookups;
import clarify.journal.PatternRow;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Of a database without rows. */
public class NoLookups implements Lookups {

    @Override
    public Optional<UserRow> user(UUID userId, Duration limit) {
        return Optional.empty();
    }

    @Override
    public List<DreamRow> dreams(UUID userId, int max, Duration limit) {
        return List.of();
    }

    @Override
    public List<PatternRow> patterns(UUID userId, int minStrength, int max, Duration limit) {
        return List.of();
    }

    @Override
    public List<SessionRow> sessions(UUID userId, int max, Duration limit) {
        return List.of();
    }

    @Override
    public List<ReflectionRow> reflections(UUID userId, int max, Duration limit) {
        return List.of();
    }
}
