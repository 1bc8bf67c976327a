package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People's dreams. Mutations join the caller's transaction and throw {@link NoProfile} for a user without one; an id that is no dream of the user is {@link NotFound}. */
@ApplicationScoped
@Transactional
public class Dreams {

    public DreamView get(UUID userId, UUID id) {
        throw new UnsupportedOperationException();
    }

    /** The newest first, then by id; a null status is all of them. */
    public List<DreamView> list(UUID userId, @Nullable DreamStatus status, Page page) {
        throw new UnsupportedOperationException();
    }

    public Changed<DreamView> create(UUID userId, NewDream dream) {
        throw new UnsupportedOperationException();
    }

    public Changed<DreamView> patch(UUID userId, UUID id, DreamPatch patch) {
        throw new UnsupportedOperationException();
    }

    /** Also dates the status and clears the dates of the others; active has none. */
    public Changed<DreamView> changeStatus(UUID userId, UUID id, DreamStatus status) {
        throw new UnsupportedOperationException();
    }

    public JournalChanged delete(UUID userId, UUID id) {
        throw new UnsupportedOperationException();
    }
}
