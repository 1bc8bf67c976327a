package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Knows a request that is repeated within 24 hours by its key. A key is a row of the transaction that does the request: it is there if and
 * only if that was committed.
 */
@ApplicationScoped
class IdempotencyKeys {

    static final Duration KEPT = Duration.ofHours(24);

    /** Of one user, so that nobody can fill the disk by creating and deleting. */
    private static final int MOST = 100_000;

    private final EntityManager em;
    private final JournalClock clock;

    @Inject
    IdempotencyKeys(@JournalUnit EntityManager em, JournalClock clock) {
        this.em = em;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    IdempotencyKeys() {
        this(null, null);
    }

    /**
     * To be called with the owner locked: of two that do the same at once, on whichever nodes, the second waits there until the first has
     * committed.
     *
     * @param key empty: the request is not known again
     * @throws IdempotencyKeyReused if the key belongs to another request
     */
    RowIds rowsOf(UUID userId, Optional<IdempotencyKey> key) {
        return key.map(named -> rowsOf(userId, named)).orElseGet(RowIds::random);
    }

    private RowIds rowsOf(UUID userId, IdempotencyKey key) {
        Instant now = clock.instant();
        Instant expired = now.minus(KEPT);
        return find(key, expired).map(row -> row.rowsOf(key)).orElseGet(() -> {
            deleteOldest(userId, expired);
            return add(userId, key, now);
        });
    }

    private Optional<IdempotencyKeyRow> find(IdempotencyKey key, Instant expired) {
        return em
                .createQuery(
                        "select k from IdempotencyKeyRow k where k.id = :id and k.createdAt > :expired",
                        IdempotencyKeyRow.class)
                .setParameter("id", key.id())
                .setParameter("expired", expired)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Deletes those of the user that are too old, and those that would be too many with the next one. */
    private void deleteOldest(UUID userId, Instant expired) {
        Instant last = em
                .createQuery(
                        "select k.createdAt from IdempotencyKeyRow k where k.userId = :userId"
                                + " order by k.createdAt desc",
                        Instant.class)
                .setParameter("userId", userId)
                .setFirstResult(MOST - 1)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .filter(expired::isBefore)
                .orElse(expired);
        em.createQuery("delete from IdempotencyKeyRow k where k.userId = :userId and k.createdAt <= :last")
                .setParameter("userId", userId)
                .setParameter("last", last)
                .executeUpdate();
    }

    private RowIds add(UUID userId, IdempotencyKey key, Instant now) {
        RowIds rows = RowIds.random();
        em.persist(new IdempotencyKeyRow(userId, key, rows.first(), now));
        return rows;
    }
}
