package clarify.cache;

import java.time.Duration;
import java.util.UUID;

/** Which lists must not be served from the cache now, because an invalidation may not have arrived there. Thread-safe. */
public interface BypassPolicy {

    /** How far the person's lists are trusted now. To be asked before Redis is read. */
    Trust trust(UUID userId);

    /** How many invalidations this node knows of that are not delivered. */
    int undelivered();

    /** Whether this node knows of all of them. */
    Freshness freshness();

    /** How long ago this node began to look for them with success; since its start when it never did. */
    Duration sinceLastPoll();
}
