package clarify.invalidation;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The tables of the outbox, past JPA: invalidations, and the deletes of other beans. Each call takes a connection of its own, outside of any
 * transaction, and has an end: {@link clarify.journal.Database#within}.
 */
interface OutboxTable {

    /** What was read, and what was there before anything was read. */
    record Rows<B>(B begun, List<PendingInvalidation> invalidations, List<UndeliveredDelete> deletes) {}

    /**
     * At most {@code max} invalidations, the oldest first, and as many deletes; locks nothing.
     *
     * @param begins is called when there is a connection, before anything is read
     */
    <B> Rows<B> oldest(int max, Supplier<B> begins) throws SQLException;

    /** How many invalidations there are; expensive, as it reads all of them. */
    long count() throws SQLException;

    /** Removes invalidations; those that are gone already do not matter. */
    void remove(Collection<UUID> ids) throws SQLException;

    void addDeletes(Collection<UndeliveredDelete> deletes) throws SQLException;

    /** Removes deletes; those that are gone already do not matter. */
    void removeDeletes(Collection<UndeliveredDelete> deletes) throws SQLException;
}
