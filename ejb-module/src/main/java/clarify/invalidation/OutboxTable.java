package clarify.invalidation;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The tables of the outbox, past JPA: invalidations, and the deletes of other beans. Each call takes a connection of its own,
 * outside of any transaction, and has an end: {@link clarify.journal.Database#within}.
 */
interface OutboxTable {

    /**
     * What was read.
     *
     * @param begun what was there before anything was read
     * @param allDeletes whether these are all there are
     */
    record Rows<B>(
            B begun, List<PendingInvalidation> invalidations, List<UndeliveredDelete> deletes, boolean allDeletes) {}

    /**
     * The oldest invalidations, and deletes, each with all of its keys; locks nothing.
     *
     * @param max invalidations at most
     * @param maxKeys of deletes, at most
     * @param begins is called when there is a connection, before anything is read
     */
    <B> Rows<B> oldest(int max, int maxKeys, Supplier<B> begins) throws SQLException;

    /** How many invalidations there are; expensive, as it reads all of them. */
    long count() throws SQLException;

    /** Removes invalidations; those that are gone already do not matter. */
    void remove(Collection<UUID> ids) throws SQLException;

    /** Adds all or none. */
    void addDeletes(Collection<UndeliveredDelete> deletes) throws SQLException;

    /** Removes deletes; those that are gone already do not matter. */
    void removeDeletes(Collection<UndeliveredDelete> deletes) throws SQLException;
}
