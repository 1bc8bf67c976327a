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

/** People's profiles. Mutations join the caller's transaction. */
@ApplicationScoped
@Transactional
public class Profiles {

    private static final RowQueries<ProfileView> VIEWS = new RowQueries<>(
            ProfileView.class,
            "e.id, e.email, e.name, e.tier, e.language, e.totalReflections, e.totalClarifySessions, e.createdAt,"
                    + " e.updatedAt",
            "Profile",
            "id");

    @Inject
    @JournalUnit
    EntityManager em;

    @Inject
    Ownership ownership;

    @Inject
    JournalClock now;

    /**
     * The profile.
     *
     * @throws NotFound if there is none
     */
    public ProfileView get(UUID userId) {
        return VIEWS.one(em, userId, userId);
    }

    /**
     * Creates the profile at the first sign-in; afterwards replaces name, language and e-mail address.
     *
     * @throws EmailTaken if another user has the address
     * @throws ChangedMeanwhile if another request created the same profile at this moment
     */
    public MutationResult<ProfileView> put(UUID userId, String email, @Nullable String name, Language language) {
        Optional<Profile> known = ownership.lockIfPresent(userId);
        refuseEmailOfOthers(userId, email);
        Instant moment = now.instant();
        Profile profile = known.orElseGet(() -> new Profile(userId, moment));
        profile.replace(email, name, language, moment);
        em.persist(profile);
        flushUnique();
        return new MutationResult<>(get(userId), known.isEmpty(), changed(userId));
    }

    /**
     * Changes name or language.
     *
     * @throws NoProfile if there is none
     */
    public MutationResult<ProfileView> patch(UUID userId, ProfilePatch patch) {
        ownership.lock(userId).apply(patch, now.instant());
        em.flush();
        return MutationResult.updated(get(userId), changed(userId));
    }

    /**
     * Deletes the person and every row of theirs.
     *
     * @throws NoProfile if there is none
     */
    public JournalChanged delete(UUID userId) {
        ownership.lock(userId);
        em.createQuery("delete from Profile u where u.id = :id")
                .setParameter("id", userId)
                .executeUpdate();
        return JournalChanged.of(userId, Kind.values());
    }

    private void refuseEmailOfOthers(UUID userId, String email) {
        List<UUID> others = em.createQuery(
                        "select u.id from Profile u where u.email = :email and u.id <> :id", UUID.class)
                .setParameter("email", email)
                .setParameter("id", userId)
                .getResultList();
        if (!others.isEmpty()) {
            throw new EmailTaken();
        }
    }

    /** Two requests can still meet between the question above and the commit of one of them. */
    private void flushUnique() {
        try {
            em.flush();
        } catch (PersistenceException e) {
            throw UniqueViolation.explain(e);
        }
    }

    private static JournalChanged changed(UUID userId) {
        return JournalChanged.of(userId, Kind.USER);
    }
}
