package clarify.invalidation;

import clarify.cache.DeleteOutbox;
import clarify.logging.RecurringCauses;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes the deletes outside of the caller's transaction, which may be rolled back: the cache takes no part in it. */
final class JdbcDeleteOutbox implements DeleteOutbox {

    private static final Logger LOG = Logger.getLogger(JdbcDeleteOutbox.class.getName());

    /** Few, as a poll must always find a connection. */
    private static final int AT_ONCE = 2;

    private final OutboxTable table;
    private final Duration limit;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final RecurringCauses causes = new RecurringCauses();

    /** @param limit for the wait for others; the table has its own */
    JdbcDeleteOutbox(OutboxTable table, Duration limit) {
        this.table = table;
        this.limit = limit;
    }

    @Override
    public void add(Collection<String> keys) {
        try {
            if (!places.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                notWritten(null);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            notWritten(e);
            return;
        }
        try {
            table.addDeletes(keys.stream().map(UndeliveredDelete::new).toList());
        } catch (SQLException | RuntimeException e) {
            notWritten(e);
        } finally {
            places.release();
        }
    }

    private void notWritten(@Nullable Throwable cause) {
        causes.worth(cause)
                .ifPresent(others -> LOG.log(
                        Level.WARNING,
                        "A value was deleted that Redis may still have, and this could not be written to the database:"
                                + " this node alone knows of it, until it stops",
                        cause));
    }
}
