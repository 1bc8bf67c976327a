package clarify.context;

import clarify.cache.ListCache;
import clarify.concurrent.BoundedExecutor;
import clarify.concurrent.ServerExecutor;
import clarify.journal.JournalChanged;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Warms the cache with the lists of people who have just signed in, in the background. When many sign in at once some are
 * passed over: their first context looks up what it needs.
 */
@ApplicationScoped
class ContextWarmer {

    private static final Logger LOG = Logger.getLogger(ContextWarmer.class.getName());

    /** People at once: requests have precedence. */
    static final int LIMIT = 4;

    private final ListCache cache;
    private final BoundedExecutor executor;
    private final ContextBuilder contexts;

    /** For the client proxy alone. */
    @SuppressWarnings("NullAway")
    ContextWarmer() {
        this((ListCache) null, (Executor) null, null);
    }

    @Inject
    ContextWarmer(ListCache cache, ServerExecutor executor, ContextBuilder contexts) {
        this(cache, (Executor) executor, contexts);
    }

    ContextWarmer(ListCache cache, Executor executor, ContextBuilder contexts) {
        this.cache = cache;
        this.executor = new BoundedExecutor(executor, LIMIT);
        this.contexts = contexts;
    }

    void on(
            @Observes(during = TransactionPhase.AFTER_SUCCESS) @Priority(Interceptor.Priority.APPLICATION + 2) @SignIn
                    JournalChanged person) {
        if (!cache.isEnabled()) {
            return;
        }
        try {
            executor.execute(() -> warm(person.userId()));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "No thread for warming the cache", e);
        }
    }

    private void warm(UUID userId) {
        try {
            contexts.warm(userId);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, e, () -> "Cache not warmed: userId=" + userId);
        }
    }
}
