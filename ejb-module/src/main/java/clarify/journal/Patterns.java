package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** What the conversation service noticed about people. */
@ApplicationScoped
@Transactional
public class Patterns {

    public List<PatternView> list(UUID userId, Page page) {
        throw new UnsupportedOperationException();
    }

    /** Writes all of them or none. */
    public Changed<List<PatternView>> record(UUID userId, List<NewPattern> patterns) {
        throw new UnsupportedOperationException();
    }

    public JournalChanged delete(UUID userId, UUID id) {
        throw new UnsupportedOperationException();
    }
}
