package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

/** Whose row it is. Nothing here ever finds a row of someone else. */
@ApplicationScoped
class Ownership {

    @Inject
    @JournalUnit
    EntityManager em;

    /**
     * Every mutation begins here: until the transaction ends, no other one of this user can start. So what a mutation
     * has found cannot be deleted before it commits, and no two of them can deadlock.
     */
    Profile lock(UUID userId) {
        return lockIfPresent(userId).orElseThrow(NoProfile::new);
    }

    /** As {@link #lock}, for the one mutation that does without a profile: creating it. */
    Optional<Profile> lockIfPresent(UUID userId) {
        em.clear(); // what counting queries of the same transaction left stale would be written back
        return Optional.ofNullable(em.find(Profile.class, userId, LockModeType.PESSIMISTIC_WRITE));
    }

    <E extends Owned> E find(Class<E> type, UUID userId, UUID id) {
        return em
                .createQuery(
                        "select e from %s e where e.id = :id and e.userId = :userId".formatted(type.getSimpleName()),
                        type)
                .setParameter("id", id)
                .setParameter("userId", userId)
                .getResultList()
                .stream()
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    void delete(Class<? extends Owned> type, UUID userId, UUID id) {
        int deleted = em.createQuery(
                        "delete from %s e where e.id = :id and e.userId = :userId".formatted(type.getSimpleName()))
                .setParameter("id", id)
                .setParameter("userId", userId)
                .executeUpdate();
        if (deleted == 0) {
            throw new NotFound();
        }
    }
}
