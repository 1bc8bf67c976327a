package clarify.context;

import clarify.cache.CacheBean;
import clarify.cache.CacheThreads;
import clarify.journal.JournalChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Fills the cache with the lists of those who have just signed in: they are noted when their transaction has succeeded,
 * and the clock that also polls has them warmed, one after the other. When many come at once some are passed over: their
 * first context looks up what it needs. Thread-safe.
 */
@ApplicationScoped
class Warming {

    private static final Logger LOG = Logger.getLogger(Warming.class.getName());

    /** Persons who wait. */
    static final int LIMIT = 100;

    @Inject
    CacheBean cache;

    @Inject
    CacheThreads threads;

    @Inject
    ContextBuilder contexts;

    private final Set<UUID> waiting = new LinkedHashSet<>();
    private boolean warming;

    /** Only notes them: what is begun here would begin within the transaction that is just ending. */
    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) @SignIn JournalChanged person) {
        if (cache.isEnabled()) {
            add(person.userId());
        }
    }

    private synchronized void add(UUID userId) {
        if (waiting.size() < LIMIT) {
            waiting.add(userId);
        }
    }

    /** Has those warmed who wait, on another thread; to be called every now and then. */
    void begin() {
        if (!mayBegin()) {
            return;
        }
        try {
            threads.execute(this::warmAll);
        } catch (RejectedExecutionException e) {
            ended(); // they go with the next call
        }
    }

    private synchronized boolean mayBegin() {
        if (warming || waiting.isEmpty()) {
            return false;
        }
        warming = true;
        return true;
    }

    private synchronized void ended() {
        warming = false;
    }

    private synchronized List<UUID> takeAll() {
        List<UUID> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    private void warmAll() {
        try {
            takeAll().forEach(this::warm);
        } finally {
            ended();
        }
    }

    private void warm(UUID userId) {
        try {
            contexts.warm(userId);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Not warmed: userId=" + userId);
        }
    }
}
