package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** Numbers that the database adds up itself, so that none is lost. */
@ApplicationScoped
class Counters {

    @Inject
    @JournalUnit
    EntityManager em;

    void reflectionWritten(UUID userId) {
        count("update Profile u set u.totalReflections = u.totalReflections + 1 where u.id = :id", userId);
    }

    void reflectionDeleted(UUID userId) {
        count(
                "update Profile u set u.totalReflections = u.totalReflections - 1"
                        + " where u.id = :id and u.totalReflections > 0",
                userId);
    }

    void sessionOpened(UUID userId) {
        count("update Profile u set u.totalClarifySessions = u.totalClarifySessions + 1 where u.id = :id", userId);
    }

    private void count(String update, UUID userId) {
        em.createQuery(update).setParameter("id", userId).executeUpdate();
    }
}
