package clarify.journal;

import clarify.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
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
    private final NewProfiles newProfiles;
    private final JournalClock clock;

    @Inject
    Profiles(@JournalUnit EntityManager em, OwnedEntities owned, NewProfiles newProfiles, JournalClock clock) {
        this.em = em;
        this.owned = owned;
        this.newProfiles = newProfiles;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Profiles() {
        this(null, null, null, null);
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
     * As {@link #get}, and until the transaction ends nobody else changes anything of the user.
     *
     * @throws NoProfile if the user has none
     */
    public ProfileView getLocked(UUID userId) {
        owned.lockOwner(userId);
        return get(userId);
    }

    /**
     * Creates the profile at the first sign-in; afterwards replaces the name. Of several that create the same at once the first
     * does.
     *
     * @param email the e-mail address; empty: as it is
     * @param language null: as it is, at first {@link Limits#DEFAULT_LANGUAGE}
     * @throws NoProfile if the one that another request has created at the same time is deleted again
     */
    public MutationResult<ProfileView> put(
            UUID userId, Optional<String> email, @Nullable String name, @Nullable Language language) {
        Instant now = clock.instant();
        Optional<Profile> existing = owned.lockedOwnerIfPresent(userId);
        boolean isNew = existing.isEmpty() && newProfiles.insert(userId, now);
        Profile profile = existing.orElseGet(() -> owned.lockedOwner(userId));
        profile.put(email, name, language, now);
        em.flush();
        ProfileView row = get(userId);
        return isNew ? MutationResult.created(row, changed(userId)) : MutationResult.updated(row, changed(userId));
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
        return MutationResult.updated(userId, JournalChanged.gone(userId));
    }

    private static JournalChanged changed(UUID userId) {
        return JournalChanged.of(userId, Kind.USER);
    }
}
