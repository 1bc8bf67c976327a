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
 * People's reflections. Mutations join the caller's transaction and throw {@link NoProfile} for a user without one; an
 * id that is no reflection or dream of the user is {@link NotFound}.
 */
@ApplicationScoped
@Transactional
public class Reflections {

    private static final RowQueries<ReflectionView> VIEWS = new RowQueries<>(
            ReflectionView.class,
            "e.id, e.userId, e.dreamId, e.dream, e.plan, e.relationship, e.offering, e.tone, e.title,"
                    + " e.createdAt, e.updatedAt",
            "Reflection",
            "userId");

    @Inject
    @JournalUnit
    EntityManager em;

    @Inject
    Ownership ownership;

    @Inject
    Counters counters;

    @Inject
    JournalClock now;

    public ReflectionView get(UUID userId, UUID id) {
        return VIEWS.one(em, userId, id);
    }

    /** The newest first, then by id. */
    public List<ReflectionView> list(UUID userId, Page page) {
        return VIEWS.page(em, userId, page);
    }

    /** Also counts it, and moves the dream that it names to the top of the dreams. */
    public MutationResult<ReflectionView> create(UUID userId, NewReflection newReflection) {
        ownership.lock(userId);
        JournalChanged event = moved(userId, newReflection.dreamId());
        Reflection reflection = new Reflection(userId, newReflection, now.instant());
        em.persist(reflection);
        em.flush();
        counters.reflectionWritten(userId);
        return MutationResult.created(get(userId, reflection.id()), event);
    }

    /** Also lowers the count, and moves the dream that it named to the top of the dreams. */
    public JournalChanged delete(UUID userId, UUID id) {
        ownership.lock(userId);
        JournalChanged event = moved(userId, get(userId, id).dreamId());
        em.flush();
        ownership.delete(Reflection.class, userId, id);
        counters.reflectionDeleted(userId);
        return event;
    }

    private JournalChanged moved(UUID userId, @Nullable UUID dreamId) {
        if (dreamId == null) {
            return JournalChanged.of(userId, Kind.REFLECTIONS, Kind.USER);
        }
        ownership.find(Dream.class, userId, dreamId).touch(now.instant());
        return JournalChanged.of(userId, Kind.REFLECTIONS, Kind.USER, Kind.DREAMS);
    }
}
