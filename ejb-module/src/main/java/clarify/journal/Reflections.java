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
 * The reflections of users. Mutations join the caller's transaction and throw {@link NoProfile} for a user without a
 * profile; an id that is not a reflection or dream of the user throws {@link NotFound}.
 */
@ApplicationScoped
@Transactional
@DatabaseWork
public class Reflections {

    private static final RowQueries<ReflectionView> QUERIES = new RowQueries<>(
            ReflectionView.class,
            "e.id, e.userId, e.dreamId, e.dream, e.plan, e.relationship, e.offering, e.tone, e.title,"
                    + " e.createdAt, e.updatedAt",
            "Reflection",
            "userId");

    private final EntityManager em;
    private final OwnedEntities owned;
    private final IdempotencyKeys keys;
    private final Counters counters;
    private final JournalClock clock;

    @Inject
    Reflections(
            @JournalUnit EntityManager em,
            OwnedEntities owned,
            IdempotencyKeys keys,
            Counters counters,
            JournalClock clock) {
        this.em = em;
        this.owned = owned;
        this.keys = keys;
        this.counters = counters;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Reflections() {
        this(null, null, null, null, null);
    }

    public ReflectionView get(UUID userId, UUID id) {
        return QUERIES.one(em, userId, id);
    }

    /** As {@link #get}, and until the transaction ends nobody else changes anything of the user. */
    public ReflectionView getLocked(UUID userId, UUID id) {
        owned.lockOwner(userId);
        return get(userId, id);
    }

    /** Newest first, then by id. */
    public List<ReflectionView> list(UUID userId, Page page) {
        return QUERIES.page(em, userId, page);
    }

    /**
     * Creates a reflection, counts it, and moves the dream that it names to the top of the list of dreams. Where the request with this
     * key has done so already, the result is that reflection as it is.
     *
     * @throws IdempotencyKeyReused if the key belongs to another request
     * @throws AlreadyDeleted if the request has done so, and the reflection is deleted
     */
    public MutationResult<ReflectionView> create(
            UUID userId, Optional<IdempotencyKey> key, NewReflection newReflection) {
        owned.lockOwner(userId);
        RowIds rows = keys.rowsOf(userId, key);
        if (!rows.isRepeated()) {
            insert(userId, rows.first(), newReflection);
        }
        ReflectionView reflection = QUERIES.created(em, userId, rows.first());
        return MutationResult.created(reflection, changed(userId, reflection.dreamId()));
    }

    private void insert(UUID userId, UUID id, NewReflection newReflection) {
        owned.requireRoom(Reflection.class, userId, 1);
        touchDream(userId, newReflection.dreamId());
        em.persist(new Reflection(userId, id, newReflection, clock.instant()));
        em.flush();
        counters.incrementReflections(userId);
    }

    /** Also lowers the count, and moves the dream that it named to the top of the list of dreams. */
    public MutationResult<UUID> delete(UUID userId, UUID id) {
        owned.lockOwner(userId);
        UUID dreamId = get(userId, id).dreamId();
        touchDream(userId, dreamId);
        em.flush();
        owned.delete(Reflection.class, userId, id);
        counters.decrementReflections(userId);
        return MutationResult.updated(id, changed(userId, dreamId));
    }

    private void touchDream(UUID userId, @Nullable UUID dreamId) {
        if (dreamId != null) {
            owned.find(Dream.class, userId, dreamId).touch(clock.instant());
        }
    }

    private static JournalChanged changed(UUID userId, @Nullable UUID dreamId) {
        return dreamId == null
                ? JournalChanged.of(userId, Kind.REFLECTIONS, Kind.USER)
                : JournalChanged.of(userId, Kind.REFLECTIONS, Kind.USER, Kind.DREAMS);
    }
}
