package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** Whose row it is. Nothing here ever finds a row of someone else. */
@ApplicationScoped
class Ownership {

    @PersistenceContext(unitName = "journal")
    EntityManager em;

    /**
     * Every mutation begins here: until the transaction ends, no other one of this user can start. So what a mutation
     * has found cannot be deleted before it commits, and no two of them can deadlock.
     */
    Profile lock(UUID userId) {
        Profile profile = em.find(Profile.class, userId, LockModeType.PESSIMISTIC_WRITE);
        if (profile == null) {
            throw new NoProfile();
        }
        return profile;
    }

    <E extends Owned> E find(Class<E> type, UUID userId, UUID id) {
        return em.createQuery(
                        "select e from %s e where e.id = :id and e.userId = :userId".formatted(type.getSimpleName()),
                        type)
                .setParameter("id", id)
                .setParameter("userId", userId)
                .getResultStream()
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
