package clarify.journal;

import clarify.settings.Settings;
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
    private final int maxRows = JournalSettings.read(Settings.ofApplication()).maxRows();

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

    /**
     * To be called with the owner locked.
     *
     * @throws TooManyRows if the user may not have so many more
     */
    void requireRoom(Class<? extends OwnedEntity> type, UUID userId, int more) {
        requireRoom("select count(e) from " + type.getSimpleName() + " e where e.userId = :userId", userId, more);
    }

    /** As {@link #requireRoom}: so many more messages in any session. */
    void requireRoomForMessages(UUID userId, int more) {
        requireRoom("select coalesce(sum(s.messageCount), 0) from Session s where s.userId = :userId", userId, more);
    }

    private void requireRoom(String count, UUID userId, int more) {
        long rows =
                em.createQuery(count, Long.class).setParameter("userId", userId).getSingleResult();
        if (rows + more > maxRows) {
            throw new TooManyRows(maxRows);
        }
    }

    /** @throws NotFound if the user has no such row */
    void require(Class<? extends OwnedEntity> type, UUID userId, UUID id) {
        requireAll(type, userId, Set.of(id));
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
        return em
                .createQuery(
                        "select e from " + type.getSimpleName() + " e where e.id = :id and e.userId = :userId", type)
                .setParameter("id", id)
                .setParameter("userId", userId)
                .getResultList()
                .stream()
                .findFirst()
                .orElseThrow(NotFound::new);
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
