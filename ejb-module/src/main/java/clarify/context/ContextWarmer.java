package clarify.context;

import clarify.cache.CacheBean;
import clarify.cache.ServerExecutor;
import clarify.journal.JournalChanged;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Fills the cache with the lists of those who have just signed in, and nobody waits. When many come at once some are
 * passed over: their first context looks up what it needs.
 */
@ApplicationScoped
class ContextWarmer {

    private static final Logger LOG = Logger.getLogger(ContextWarmer.class.getName());

    /** Persons at once: requests go first. */
    static final int LIMIT = 4;

    private final Semaphore free = new Semaphore(LIMIT);

    @Inject
    CacheBean cache;

    @Inject
    ServerExecutor threads;

    @Inject
    ContextBuilder contexts;

    void on(
            @Observes(during = TransactionPhase.AFTER_SUCCESS) @Priority(Interceptor.Priority.APPLICATION + 2) @SignIn
                    JournalChanged person) {
        if (!cache.isEnabled() || !free.tryAcquire()) {
            return;
        }
        boolean handedOver = false;
        try {
            threads.execute(() -> warm(person.userId()));
            handedOver = true;
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "No thread to warm on", e);
        } finally {
            if (!handedOver) {
                free.release();
            }
        }
    }

    private void warm(UUID userId) {
        try {
            contexts.warm(userId);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Not warmed: userId=" + userId);
        } finally {
            free.release();
        }
    }
}
