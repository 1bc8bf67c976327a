package clarify.cache;

import clarify.kind.Kind;
import java.util.Set;
import java.util.UUID;

/** Which lists must not be served from the cache now, because an invalidation may not have arrived there. Thread-safe. */
public interface BypassPolicy {

    /** The lists of the person that are to be looked up instead. To be asked before Redis is read. */
    Set<Kind> bypassed(UUID userId);

    /** How many invalidations this node knows of that are not delivered. */
    int undelivered();
}
