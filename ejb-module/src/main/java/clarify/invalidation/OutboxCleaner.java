package clarify.invalidation;

import clarify.concurrent.BatchQueue;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes the rows of delivered invalidations: many at once, and nobody waits. A row that stays, for whatever reason, is
 * delivered again by the next poll, which does no harm. Thread-safe.
 */
final class OutboxCleaner {

    private static final Logger LOG = Logger.getLogger(OutboxCleaner.class.getName());

    /** Rows; what does not fit is left to the poll. */
    private static final int LIMIT = 10_000;

    private static final int BATCH = 500;

    private final OutboxTable table;
    private final BatchQueue<UUID, UUID> queue;

    OutboxCleaner(OutboxTable table, Executor executor) {
        this.table = table;
        this.queue = new BatchQueue<>(LIMIT, BATCH, executor, this::removeAll);
    }

    void remove(UUID id) {
        queue.put(id, id);
        queue.drain();
    }

    private void removeAll(List<UUID> batch) {
        try {
            table.remove(batch);
        } catch (SQLException | RuntimeException e) {
            queue.removeAll(); // the next ones would fail as well
            LOG.log(Level.WARNING, "Delivered invalidations were not removed; they will be delivered again", e);
        }
    }
}
