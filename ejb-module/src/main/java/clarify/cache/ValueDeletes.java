package clarify.cache;

import java.util.Collection;

/** The deletes of other beans' values that any node could not deliver. No method throws because of Redis. Thread-safe. */
public interface ValueDeletes {

    /** From now on this node deletes each of the keys before it reads it. */
    void remember(Collection<String> keys);

    /**
     * Deletes the keys in one round trip.
     *
     * @return whether none of them is in Redis any more; otherwise they are remembered
     */
    boolean deliver(Collection<String> keys);
}
