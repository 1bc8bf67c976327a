package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The changes that may still stand in a cache as they were before: rows that are written with the change and removed when
 * it is known everywhere.
 */
@ApplicationScoped
public class Outbox {

    private static final int TIMEOUT_MILLIS = 2_000;

    @Inject
    @JournalUnit
    EntityManager em;

    @Inject
    JournalClock now;

    /** Writes the row in the caller's transaction, so that it is there if and only if the change is. */
    @Transactional
    public void add(JournalChanged changed) {
        em.persist(new OutboxRow(changed, now.instant()));
        em.flush();
    }

    /** At most {@code max} of them, the oldest first, read in a transaction of its own that locks nothing. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<PendingInvalidation> oldest(int max) {
        return em
                .createQuery("select i from OutboxRow i order by i.createdAt, i.id", OutboxRow.class)
                .setMaxResults(max)
                .setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS)
                .getResultList()
                .stream()
                .map(OutboxRow::undelivered)
                .toList();
    }

    /** How many there are, read in a transaction of its own; not for every second, as it reads all of them. */
    @Transactional(TxType.REQUIRES_NEW)
    public long count() {
        return em.createQuery("select count(i) from OutboxRow i", Long.class)
                .setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS)
                .getSingleResult();
    }

    /** Removes rows in a transaction of its own; those that are gone already are no matter. */
    @Transactional(TxType.REQUIRES_NEW)
    public void remove(Collection<UUID> ids) {
        em.createQuery("delete from OutboxRow i where i.id in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
    }
}
