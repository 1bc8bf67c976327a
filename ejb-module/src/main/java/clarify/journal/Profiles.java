package clarify.journal;

import clarify.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The profiles of users. Mutations join the caller's transaction. */
@ApplicationScoped
@Transactional
@DatabaseWork
public class Profiles {

    private static final RowQueries<ProfileView> QUERIES = new RowQueries<>(
            ProfileView.class,
            "e.id, e.email, e.name, e.tier, e.language, e.totalReflections, e.totalClarifySessions, e.createdAt,"
                    + " e.updatedAt",
            "Profile",
            "id");

    private final EntityManager em;
    private final OwnedEntities owned;
    private final JournalClock clock;

    @Inject
    Profiles(@JournalUnit EntityManager em, OwnedEntities owned, JournalClock clock) {
        this.em = em;
        this.owned = owned;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Profiles() {
        this(null, null, null);
    }

    /**
     * The profile.
     *
     * @throws NotFound if the user has none
     */
    public ProfileView get(UUID userId) {
        return QUERIES.one(em, userId, userId);
    }

    /**
     * Creates the profile at the first sign-in; afterwards replaces name, language and e-mail address.
     *
     * @throws EmailTaken if another user has the address
     * @throws ConcurrentProfileCreation if another request created the same profile at the same time
     */
    public MutationResult<ProfileView> put(UUID userId, String email, @Nullable String name, Language language) {
        Optional<Profile> existing = owned.lockedOwnerIfPresent(userId);
        requireFreeEmail(userId, email);
        Instant now = clock.instant();
        Profile profile = existing.orElseGet(() -> new Profile(userId, now));
        profile.replace(email, name, language, now);
        em.persist(profile);
        flushOrTranslate();
        ProfileView row = get(userId);
        return existing.isEmpty()
                ? MutationResult.created(row, changed(userId))
                : MutationResult.updated(row, changed(userId));
    }

    /**
     * Changes name or language.
     *
     * @throws NoProfile if the user has none
     */
    public MutationResult<ProfileView> patch(UUID userId, ProfilePatch patch) {
        owned.lockedOwner(userId).apply(patch, clock.instant());
        em.flush();
        return MutationResult.updated(get(userId), changed(userId));
    }

    /**
     * Deletes the user and every row of the user.
     *
     * @throws NoProfile if the user has none
     */
    public MutationResult<UUID> delete(UUID userId) {
        owned.lockOwner(userId);
        em.createQuery("delete from Profile u where u.id = :id")
                .setParameter("id", userId)
                .executeUpdate();
        return MutationResult.updated(userId, JournalChanged.of(userId, Kind.values()));
    }

    private void requireFreeEmail(UUID userId, String email) {
        List<UUID> others = em.createQuery(
                        "select u.id from Profile u where u.email = :email and u.id <> :id", UUID.class)
                .setParameter("email", email)
                .setParameter("id", userId)
                .getResultList();
        if (!others.isEmpty()) {
            throw new EmailTaken();
        }
    }

    /** Two requests can still meet between the query above and the commit of one of them. */
    private void flushOrTranslate() {
        try {
            em.flush();
        } catch (PersistenceException e) {
            throw UniqueViolation.translate(e);
        }
    }

    private static JournalChanged changed(UUID userId) {
        return JournalChanged.of(userId, Kind.USER);
    }
}
