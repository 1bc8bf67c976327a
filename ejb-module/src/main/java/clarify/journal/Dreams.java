package clarify.journal;

import clarify.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People's dreams. Mutations join the caller's transaction and throw {@link NoProfile} for a user without one; an id
 * that is no dream of the user is {@link NotFound}.
 */
@ApplicationScoped
@Transactional
public class Dreams {

    private static final RowQueries<DreamView> VIEWS = new RowQueries<>(
            DreamView.class,
            "e.id, e.userId, e.title, e.description, e.targetDate, e.status, e.category, e.priority,"
                    + " e.achievedAt, e.archivedAt, e.releasedAt, e.createdAt, e.updatedAt",
            "Dream",
            "userId");

    @Inject
    @JournalUnit
    EntityManager em;

    @Inject
    Ownership ownership;

    @Inject
    JournalClock now;

    public DreamView get(UUID userId, UUID id) {
        return VIEWS.one(em, userId, id);
    }

    /** The newest first, then by id; a null status is all of them. */
    public List<DreamView> list(UUID userId, @Nullable DreamStatus status, Page page) {
        return VIEWS.page(em, userId, status, page);
    }

    public MutationResult<DreamView> create(UUID userId, NewDream newDream) {
        ownership.lock(userId);
        Dream dream = new Dream(userId, newDream, now.instant());
        em.persist(dream);
        em.flush();
        return MutationResult.created(get(userId, dream.id()), changed(userId));
    }

    public MutationResult<DreamView> patch(UUID userId, UUID id, DreamPatch patch) {
        own(userId, id).apply(patch, now.instant());
        return updated(userId, id);
    }

    /** Also dates the status and clears the dates of the others; active has none. */
    public MutationResult<DreamView> changeStatus(UUID userId, UUID id, DreamStatus status) {
        own(userId, id).become(status, now.instant());
        return updated(userId, id);
    }

    public JournalChanged delete(UUID userId, UUID id) {
        ownership.lock(userId);
        ownership.delete(Dream.class, userId, id);
        return changed(userId);
    }

    private Dream own(UUID userId, UUID id) {
        ownership.lock(userId);
        return ownership.find(Dream.class, userId, id);
    }

    private MutationResult<DreamView> updated(UUID userId, UUID id) {
        em.flush();
        return MutationResult.updated(get(userId, id), changed(userId));
    }

    private static JournalChanged changed(UUID userId) {
        return JournalChanged.of(userId, Kind.DREAMS);
    }
}
