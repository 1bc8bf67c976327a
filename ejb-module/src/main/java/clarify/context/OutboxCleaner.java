package clarify.context;

import clarify.cache.ServerExecutor;
import clarify.journal.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes the rows of invalidations that were delivered: many at once, and nobody waits. A row that stays, for whatever
 * reason, is delivered again by the next poll, which does no harm. Thread-safe.
 */
@ApplicationScoped
class OutboxCleaner {

    private static final Logger LOG = Logger.getLogger(OutboxCleaner.class.getName());

    /** Rows; beyond that the poll has to do it. */
    private static final int LIMIT = 10_000;

    private static final int BATCH = 500;

    @Inject
    ServerExecutor threads;

    @Inject
    Outbox invalidations;

    private List<UUID> queued = new ArrayList<>();
    private boolean removing;

    void remove(UUID id) {
        if (accept(id)) {
            start();
        }
    }

    /** @return whether the task must be started */
    private synchronized boolean accept(UUID id) {
        if (queued.size() < LIMIT) {
            queued.add(id);
        }
        boolean start = !removing;
        removing = true;
        return start;
    }

    private void start() {
        try {
            threads.execute(this::removeAll);
        } catch (RejectedExecutionException e) {
            stopped(); // they go with the next one
        }
    }

    private void removeAll() {
        try {
            for (List<UUID> batch = next(); !batch.isEmpty(); batch = next()) {
                invalidations.remove(batch);
            }
        } catch (RuntimeException e) {
            stopped();
            LOG.log(Level.WARNING, "Delivered invalidations were not removed; they will be delivered again", e);
        }
    }

    private synchronized void stopped() {
        removing = false;
    }

    private synchronized List<UUID> next() {
        List<UUID> batch = List.copyOf(queued.subList(0, Math.min(BATCH, queued.size())));
        queued = new ArrayList<>(queued.subList(batch.size(), queued.size()));
        removing = !batch.isEmpty();
        return batch;
    }
}
