package clarify.invalidation;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The table of the outbox as the poller and the cleaner use it. Each call takes a connection of its own, outside of any
 * transaction, and has an end: {@link clarify.journal.Database#within}.
 */
interface OutboxTable {

    /** What was read, and what was there before anything was read. */
    record Rows<B>(B begun, List<PendingInvalidation> rows) {}

    /**
     * At most {@code max} rows, the oldest first; locks nothing.
     *
     * @param begins is called when there is a connection, before anything is read
     */
    <B> Rows<B> oldest(int max, Supplier<B> begins) throws SQLException;

    /** How many rows there are; expensive, as it reads all of them. */
    long count() throws SQLException;

    /** Removes rows; those that are gone already do not matter. */
    void remove(Collection<UUID> ids) throws SQLException;
}
