package clarify.cache;

import java.util.Set;

/** The deletes of other beans' values that any node could not deliver. No method throws because of Redis. Thread-safe. */
public interface ValueDeletes {

    /** From now on this node deletes each of the keys before it reads it, and stores nothing that was loaded for it before. */
    void remember(Set<String> keys);

    /**
     * Deletes the keys, and some that this node could not delete, in one round trip.
     *
     * @return whether none of the keys is in Redis any more; otherwise they are remembered
     */
    boolean deliver(Set<String> keys);
}
