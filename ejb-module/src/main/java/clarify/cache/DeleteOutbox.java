package clarify.cache;

import java.util.Collection;

/**
 * Where deletes that did not reach Redis are written: a restart of this node forgets none then, and other nodes learn of
 * them with their next poll. Thread-safe.
 */
@FunctionalInterface
public interface DeleteOutbox {

    /** Writes the keys, or logs why that was not possible. Never throws; returns within a limit. */
    void add(Collection<String> keys);
}
