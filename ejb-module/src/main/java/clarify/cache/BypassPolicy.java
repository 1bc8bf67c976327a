package clarify.cache;

import java.time.Duration;
import java.util.UUID;

/** What must not be served from the cache now, because an invalidation may not have arrived there. Thread-safe. */
public interface BypassPolicy {

    /** How far the person's lists are trusted now. To be asked before Redis is read. */
    Trust trust(UUID userId);

    /**
     * Whether values of other beans are served: every delete of them that did not reach Redis is remembered here, or cannot
     * be learnt of, as the database cannot be reached. To be asked before Redis is read.
     */
    boolean servesValues();

    /** How many invalidations this node knows of that are not delivered. */
    int undelivered();

    /** Whether this node knows of all of them. */
    Freshness freshness();

    /** How long ago this node began to look for them with success; since its start when it never did. */
    Duration sinceLastPoll();
}
