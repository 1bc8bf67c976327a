package clarify.invalidation;

import clarify.journal.JournalChanged;
import clarify.journal.JournalClock;
import clarify.journal.JournalUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The table of changes whose lists may still be cached as they were before: a row is written in the transaction of the
 * change and removed when Redis has confirmed the invalidation.
 */
@ApplicationScoped
class Outbox {

    private static final int TIMEOUT_MILLIS = 2_000;

    private final EntityManager em;
    private final JournalClock now;

    /** For the client proxy alone. */
    @SuppressWarnings("NullAway")
    Outbox() {
        this(null, null);
    }

    @Inject
    Outbox(@JournalUnit EntityManager em, JournalClock now) {
        this.em = em;
        this.now = now;
    }

    /** Writes the row in the caller's transaction, so that it is there if and only if the change is. */
    @Transactional
    void add(JournalChanged changed) {
        em.persist(new OutboxRow(changed, now.instant()));
        em.flush();
    }

    /** At most {@code max} of them, the oldest first, read in a transaction of its own that locks nothing. */
    @Transactional(TxType.REQUIRES_NEW)
    List<PendingInvalidation> oldest(int max) {
        return em
                .createQuery("select i from OutboxRow i order by i.createdAt, i.id", OutboxRow.class)
                .setMaxResults(max)
                .setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS)
                .getResultList()
                .stream()
                .map(OutboxRow::pending)
                .toList();
    }

    /** How many there are, read in a transaction of its own; expensive, as it reads all of them. */
    @Transactional(TxType.REQUIRES_NEW)
    long count() {
        return em.createQuery("select count(i) from OutboxRow i", Long.class)
                .setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS)
                .getSingleResult();
    }

    /** Removes rows in a transaction of its own; those that are gone already do not matter. */
    @Transactional(TxType.REQUIRES_NEW)
    void remove(Collection<UUID> ids) {
        em.createQuery("delete from OutboxRow i where i.id in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
    }
}
