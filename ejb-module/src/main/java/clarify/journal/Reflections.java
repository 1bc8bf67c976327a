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
    private final Counters counters;
    private final JournalClock clock;

    @Inject
    Reflections(@JournalUnit EntityManager em, OwnedEntities owned, Counters counters, JournalClock clock) {
        this.em = em;
        this.owned = owned;
        this.counters = counters;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Reflections() {
        this(null, null, null, null);
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
     * Also counts the reflection, and moves the dream that it names to the top of the list of dreams.
     *
     * @param id of the new reflection; where the user has that reflection already, it is the result as it is
     */
    public MutationResult<ReflectionView> create(UUID userId, UUID id, NewReflection newReflection) {
        owned.lockOwner(userId);
        Optional<ReflectionView> existing = QUERIES.find(em, userId, id);
        if (existing.isPresent()) {
            return MutationResult.created(
                    existing.get(), changed(userId, existing.get().dreamId()));
        }
        owned.requireRoom(Reflection.class, userId, 1);
        JournalChanged event = touchDream(userId, newReflection.dreamId());
        em.persist(new Reflection(userId, id, newReflection, clock.instant()));
        em.flush();
        counters.incrementReflections(userId);
        return MutationResult.created(get(userId, id), event);
    }

    /** Also lowers the count, and moves the dream that it named to the top of the list of dreams. */
    public MutationResult<UUID> delete(UUID userId, UUID id) {
        owned.lockOwner(userId);
        JournalChanged event = touchDream(userId, get(userId, id).dreamId());
        em.flush();
        owned.delete(Reflection.class, userId, id);
        counters.decrementReflections(userId);
        return MutationResult.updated(id, event);
    }

    private JournalChanged touchDream(UUID userId, @Nullable UUID dreamId) {
        if (dreamId != null) {
            owned.find(Dream.class, userId, dreamId).touch(clock.instant());
        }
        return changed(userId, dreamId);
    }

    private static JournalChanged changed(UUID userId, @Nullable UUID dreamId) {
        return dreamId == null
                ? JournalChanged.of(userId, Kind.REFLECTIONS, Kind.USER)
                : JournalChanged.of(userId, Kind.REFLECTIONS, Kind.USER, Kind.DREAMS);
    }
}
