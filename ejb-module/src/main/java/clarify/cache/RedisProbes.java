package clarify.cache;

import clarify.redis.Command;
import clarify.redis.RedisUsage;
import clarify.redis.RoundTrip;
import java.util.List;

/** Tells the transport to Redis what the cache does with it: the very kinds of commands, on keys of nobody. */
final class RedisProbes {

    /** More than the longest value: it may have grown by the names of its envelope. */
    private static final int LONGEST_STRING = Envelope.LONGEST + 64 * 1024;

    private static final String A_SECOND = "1000";

    private RedisProbes() {}

    static RedisUsage usage(String prefix) {
        CacheKeys keys = new CacheKeys(prefix, false);
        return new RedisUsage(LONGEST_STRING, tag -> reading(keys.ofProbe(tag)), tag -> storing(keys.ofProbe(tag)));
    }

    private static RoundTrip<?> reading(String key) {
        return RoundTrip.of(List.of(Command.reading("MGET", key)));
    }

    private static RoundTrip<?> storing(String key) {
        Command store = Command.storing("SET", key, "1", "PX", A_SECOND);
        Command storeByScript = ListScripts.PROBE.on(List.of(key), List.of());
        return RoundTrip.of(List.of(store, storeByScript));
    }
}
