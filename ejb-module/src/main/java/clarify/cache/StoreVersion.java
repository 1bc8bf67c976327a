package clarify.cache;

import clarify.redis.Command;
import java.time.Duration;
import java.util.UUID;

/**
 * A version of all that this node stores for other beans, in Redis under a key of this node's own. As a person's version
 * does for lists, it decides inside Redis whether a store that arrives late still counts: only while it is there.
 *
 * @param token a random one, used for one version and never again
 */
record StoreVersion(String key, String token) {

    private static final Duration TTL = Duration.ofHours(1);

    static StoreVersion next(String key) {
        return new StoreVersion(key, UUID.randomUUID().toString());
    }

    Command set() {
        return Command.storing("SET", key, token, "PX", Long.toString(TTL.toMillis()));
    }
}
