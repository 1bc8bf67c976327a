package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds, locks and deletes rows of one user, never a row of another. */
@ApplicationScoped
class OwnedEntities {

    private final EntityManager em;

    @Inject
    OwnedEntities(@JournalUnit EntityManager em) {
        this.em = em;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    OwnedEntities() {
        this(null);
    }

    /**
     * Every mutation begins here: until the transaction ends, no other mutation of this user can begin. So what a mutation
     * has found cannot be deleted before it commits, and two mutations cannot deadlock.
     */
    void lockOwner(UUID userId) {
        if (lockedOwnerIfPresent(userId).isEmpty()) {
            throw new NoProfile();
        }
    }

    /** As {@link #lockOwner}, and returns the profile. */
    Profile lockedOwner(UUID userId) {
        return lockedOwnerIfPresent(userId).orElseThrow(NoProfile::new);
    }

    /** As {@link #lockedOwner}, for the one mutation that needs no profile: creating it. */
    Optional<Profile> lockedOwnerIfPresent(UUID userId) {
        em.clear(); // otherwise counters that an update query has changed would be overwritten
        return Optional.ofNullable(em.find(Profile.class, userId, LockModeType.PESSIMISTIC_WRITE));
    }

    /** @throws NotFound if the user has no such row */
    void require(Class<? extends OwnedEntity> type, UUID userId, UUID id) {
        if (query(type, userId, id).isEmpty()) {
            throw new NotFound();
        }
    }

    /** @throws NotFound if one of them is no row of the user */
    void requireAll(Class<? extends OwnedEntity> type, UUID userId, Set<UUID> ids) {
        if (!ids.isEmpty() && count(type, userId, ids) < ids.size()) {
            throw new NotFound();
        }
    }

    private long count(Class<? extends OwnedEntity> type, UUID userId, Set<UUID> ids) {
        String query = "select count(e) from " + type.getSimpleName() + " e where e.id in :ids and e.userId = :userId";
        return em.createQuery(query, Long.class)
                .setParameter("ids", ids)
                .setParameter("userId", userId)
                .getSingleResult();
    }

    /** @throws NotFound if the user has no such row */
    <E extends OwnedEntity> E find(Class<E> type, UUID userId, UUID id) {
        return query(type, userId, id).orElseThrow(NotFound::new);
    }

    private <E extends OwnedEntity> Optional<E> query(Class<E> type, UUID userId, UUID id) {
        return em
                .createQuery(
                        "select e from " + type.getSimpleName() + " e where e.id = :id and e.userId = :userId", type)
                .setParameter("id", id)
                .setParameter("userId", userId)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** @throws NotFound if the user has no such row */
    void delete(Class<? extends OwnedEntity> type, UUID userId, UUID id) {
        int deleted = em.createQuery(
                        "delete from " + type.getSimpleName() + " e where e.id = :id and e.userId = :userId")
                .setParameter("id", id)
                .setParameter("userId", userId)
                .executeUpdate();
        if (deleted == 0) {
            throw new NotFound();
        }
    }
}
