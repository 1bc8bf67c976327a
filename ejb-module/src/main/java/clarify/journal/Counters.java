package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** Counters of a user, which the database increments itself, so that no increment is lost. */
@ApplicationScoped
class Counters {

    private final EntityManager em;

    @Inject
    Counters(@JournalUnit EntityManager em) {
        this.em = em;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Counters() {
        this(null);
    }

    void incrementReflections(UUID userId) {
        update("update Profile u set u.totalReflections = u.totalReflections + 1 where u.id = :id", userId);
    }

    void decrementReflections(UUID userId) {
        update(
                "update Profile u set u.totalReflections = u.totalReflections - 1"
                        + " where u.id = :id and u.totalReflections > 0",
                userId);
    }

    void incrementSessions(UUID userId) {
        update("update Profile u set u.totalClarifySessions = u.totalClarifySessions + 1 where u.id = :id", userId);
    }

    private void update(String query, UUID userId) {
        em.createQuery(query).setParameter("id", userId).executeUpdate();
    }
}
