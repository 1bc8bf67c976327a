package clarify.cache;

import java.util.Collection;

/**
 * Where deletes that did not reach Redis are written: a restart of this node forgets none then, and other nodes learn of
 * them with their next poll. Thread-safe.
 */
@FunctionalInterface
public interface DeleteOutbox {

    /**
     * Writes the keys of one delete, or logs why that was not possible. Does not throw because of the database, and returns
     * within a limit.
     *
     * @param keys to be delivered together
     */
    void add(Collection<String> keys);
}
