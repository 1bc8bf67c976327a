package clarify.cache;

import java.time.Duration;

/**
 * What the cache says of itself at one moment.
 *
 * @param configured whether a Redis is configured at all
 * @param enabled configured and the circuit not open
 * @param state closed, open or half-open
 * @param consecutiveFailures of Redis, since the last success
 * @param untilNextTry how long until the background try that may close the circuit; zero unless it is open
 * @param history unasked, known, unknown or ignored: whether Redis has told its history. Where it is unknown, nothing of a context that
 *     Redis has is served
 * @param mastersNamed whether Sentinels, or nodes of a Cluster, said where the masters are when they were last asked; true where nobody
 *     need say
 * @param undeliveredDeletes keys that this node deletes before it reads them again
 * @param undeliveredInvalidations of contexts, that this node knows of
 * @param freshness fresh, overdue or blind: whether this node knows of all of them
 * @param sinceLastPoll how long ago this node began to look for them with success
 * @param unreadableValues how many values were no value of ours, since the start
 */
public record CacheStatus(
        boolean configured,
        boolean enabled,
        String state,
        int consecutiveFailures,
        Duration untilNextTry,
        String history,
        boolean mastersNamed,
        int undeliveredDeletes,
        int undeliveredInvalidations,
        Freshness freshness,
        Duration sinceLastPoll,
        long unreadableValues) {}
