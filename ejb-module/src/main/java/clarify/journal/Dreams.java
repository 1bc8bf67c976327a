package clarify.journal;

import clarify.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The dreams of users. Mutations join the caller's transaction and throw {@link NoProfile} for a user without a profile;
 * an id that is not a dream of the user throws {@link NotFound}.
 */
@ApplicationScoped
@Transactional
@DatabaseWork
public class Dreams {

    private static final RowQueries<DreamView> QUERIES = new RowQueries<>(
            DreamView.class,
            "e.id, e.userId, e.title, e.description, e.targetDate, e.status, e.category, e.priority,"
                    + " e.achievedAt, e.archivedAt, e.releasedAt, e.createdAt, e.updatedAt",
            "Dream",
            "userId");

    private final EntityManager em;
    private final OwnedEntities owned;
    private final IdempotencyKeys keys;
    private final JournalClock clock;

    @Inject
    Dreams(@JournalUnit EntityManager em, OwnedEntities owned, IdempotencyKeys keys, JournalClock clock) {
        this.em = em;
        this.owned = owned;
        this.keys = keys;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Dreams() {
        this(null, null, null, null);
    }

    public DreamView get(UUID userId, UUID id) {
        return QUERIES.one(em, userId, id);
    }

    /** As {@link #get}, and until the transaction ends nobody else changes anything of the user. */
    public DreamView getLocked(UUID userId, UUID id) {
        owned.lockOwner(userId);
        return get(userId, id);
    }

    /** Newest first, then by id; every status if {@code status} is null. */
    public List<DreamView> list(UUID userId, @Nullable DreamStatus status, Page page) {
        return QUERIES.page(em, userId, status, page);
    }

    /**
     * Creates a dream. Where the request with this key has done so already, the result is that dream as it is.
     *
     * @throws IdempotencyKeyReused if the key belongs to another request
     * @throws AlreadyDeleted if the request has done so, and the dream is deleted
     */
    public MutationResult<DreamView> create(UUID userId, Optional<IdempotencyKey> key, NewDream newDream) {
        owned.lockOwner(userId);
        RowIds rows = keys.rowsOf(userId, key);
        if (!rows.isRepeated()) {
            owned.requireRoom(Dream.class, userId, 1);
            em.persist(new Dream(userId, rows.first(), newDream, clock.instant()));
            em.flush();
        }
        return MutationResult.created(QUERIES.created(em, userId, rows.first()), changed(userId));
    }

    public MutationResult<DreamView> patch(UUID userId, UUID id, DreamPatch patch) {
        findLocked(userId, id).apply(patch, clock.instant());
        return updated(userId, id);
    }

    /** Also sets the date of the new status and clears those of the others; active has none. */
    public MutationResult<DreamView> changeStatus(UUID userId, UUID id, DreamStatus status) {
        findLocked(userId, id).changeStatus(status, clock.instant());
        return updated(userId, id);
    }

    public MutationResult<UUID> delete(UUID userId, UUID id) {
        owned.lockOwner(userId);
        owned.delete(Dream.class, userId, id);
        return MutationResult.updated(id, changed(userId));
    }

    private Dream findLocked(UUID userId, UUID id) {
        owned.lockOwner(userId);
        return owned.find(Dream.class, userId, id);
    }

    private MutationResult<DreamView> updated(UUID userId, UUID id) {
        em.flush();
        return MutationResult.updated(get(userId, id), changed(userId));
    }

    private static JournalChanged changed(UUID userId) {
        return JournalChanged.of(userId, Kind.DREAMS);
    }
}
