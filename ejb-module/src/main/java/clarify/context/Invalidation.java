package clarify.context;

import clarify.cache.CacheBean;
import clarify.journal.JournalChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/** Takes what has changed out of the cache: after the commit, before the answer leaves, on the committing thread. */
@ApplicationScoped
class Invalidation {

    @Inject
    CacheBean cache;

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) JournalChanged changed) {
        cache.deleteUserContext(changed.userId(), changed.kinds());
    }
}
