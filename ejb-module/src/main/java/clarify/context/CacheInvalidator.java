package clarify.context;

import clarify.cache.CacheBean;
import clarify.cache.StaleEntries;
import clarify.cache.StaleLists;
import clarify.journal.JournalChanged;
import clarify.journal.Outbox;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.Set;

/**
 * Takes what has changed out of the cache: after the commit, before the answer leaves, on the committing thread. The
 * intention is a row in the transaction of the change, so that it outlives this node.
 */
@ApplicationScoped
class CacheInvalidator {

    @Inject
    CacheBean cache;

    @Inject
    StaleEntries marks;

    @Inject
    Outbox invalidations;

    @Inject
    OutboxCleaner rows;

    /** First, also where no transaction is under way and both observers are called at once. */
    void intend(@Observes @Priority(Interceptor.Priority.APPLICATION) JournalChanged changed) {
        if (cache.isConfigured()) {
            invalidations.add(changed);
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
                marks.put(stale); // until a poll has delivered the row
            }
        }
        if (delivered) {
            rows.remove(changed.id());
        }
    }

    static StaleLists stale(JournalChanged changed) {
        return new StaleLists(changed.id(), changed.userId(), changed.kinds());
    }
}
