package clarify.invalidation;

import clarify.journal.JournalChanged;
import clarify.journal.JournalClock;
import clarify.journal.JournalUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/**
 * The table of changes whose lists may still be cached as they were before: a row is written in the transaction of the
 * change and removed when Redis has confirmed the invalidation.
 */
@ApplicationScoped
class Outbox {

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

    /** Removes the rows of a user, in the caller's transaction. */
    @Transactional
    void forget(UUID userId) {
        em.createQuery("delete from OutboxRow r where r.userId = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }
}
