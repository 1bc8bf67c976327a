package clarify.invalidation;

import clarify.cache.ListCache;
import clarify.cache.StaleLists;
import clarify.journal.JournalChanged;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.Set;
import java.util.logging.Logger;

/**
 * Removes changed lists from the cache after the commit, before the answer leaves, on the committing thread. The intention
 * is a row of the outbox in the transaction of the change, so that it outlives this node.
 */
@ApplicationScoped
class CacheInvalidator {

    private static final Logger LOG = Logger.getLogger(CacheInvalidator.class.getName());

    private final ListCache cache;
    private final StaleEntries staleEntries;
    private final Outbox outbox;
    private final OutboxCleaner cleaner;

    /** For the client proxy alone. */
    @SuppressWarnings("NullAway")
    CacheInvalidator() {
        this(null, null, null, null);
    }

    @Inject
    CacheInvalidator(ListCache cache, StaleEntries staleEntries, Outbox outbox, OutboxCleaner cleaner) {
        this.cache = cache;
        this.staleEntries = staleEntries;
        this.outbox = outbox;
        this.cleaner = cleaner;
    }

    /** Called first, also where no transaction is under way and both observers are called at once. */
    void intend(@Observes @Priority(Interceptor.Priority.APPLICATION) JournalChanged changed) {
        if (changed.isGone()) {
            outbox.forget(changed.userId()); // rows from before say no more than the new one, and name the person too
        }
        if (cache.isConfigured()) {
            outbox.add(changed);
        }
    }

    void deliver(
            @Observes(during = TransactionPhase.AFTER_SUCCESS) @Priority(Interceptor.Priority.APPLICATION + 1)
                    JournalChanged changed) {
        if (!cache.isConfigured()) {
            return;
        }
        StaleLists stale = stale(changed);
        boolean delivered = false;
        try {
            delivered = cache.invalidate(Set.of(stale));
        } finally {
            if (!delivered) {
                staleEntries.add(stale); // until a poll has delivered the row
            }
        }
        if (delivered) {
            cleaner.remove(changed.id());
        }
    }

    /**
     * {@code fireAsync} calls no other observer, and comes too late for a row in the transaction of the change: whoever
     * uses it learns so.
     */
    void refuse(@ObservesAsync JournalChanged changed) {
        String refusal = "JournalChanged was fired with fireAsync, so that nothing is invalidated: user "
                + changed.userId() + " may see old lists until they expire. Use fire, in the transaction of the change";
        LOG.severe(refusal); // CDI hands the exception to the caller alone, who may not look
        throw new IllegalStateException(refusal);
    }

    static StaleLists stale(JournalChanged changed) {
        return new StaleLists(changed.id(), changed.userId(), changed.kinds(), changed.isGone());
    }
}
