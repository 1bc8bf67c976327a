package clarify.cache;

import clarify.redis.Command;
import clarify.redis.LuaScript;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A value of another bean that is stored only while this node's {@link StoreVersion} is the one that it was sent with.
 *
 * @param since {@link System#nanoTime} when it was given to the cache
 */
record ValueStore(StoredValue value, Origin origin, long since) implements StoreQueue.Store {

    /**
     * Keys: the version, the value. Arguments: the version that it was sent with, the value, its time to live in
     * milliseconds. Answers whether Redis has that version. A value that another node has set since the load began stays.
     */
    private static final LuaScript STORE_IF_ABSENT = LuaScript.storing(ListScripts.IF_VERSION_IS_SEEN + """
            redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3], 'NX')
            return 1
            """);

    /** Where a value comes from. */
    enum Origin {
        /** Somebody has set it: what Redis has instead is older. */
        SET,
        /** It was loaded, as Redis had none. */
        LOADED,
        /** It was loaded, as what Redis had could not be read. */
        LOADED_INSTEAD
    }

    @Override
    public String key() {
        return value.key();
    }

    @Override
    public Object slot() {
        return value.key();
    }

    @Override
    public long size() {
        return value.size();
    }

    boolean isSet() {
        return origin == Origin.SET;
    }

    /** Whether its time to live was over before it got to Redis. */
    boolean isOver() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since)
                >= value.ttl().toMillis();
    }

    Command command(StoreVersion version) {
        LuaScript store = origin == Origin.LOADED ? STORE_IF_ABSENT : ListScripts.STORE;
        return store.on(
                List.of(version.key(), value.key()),
                List.of(
                        SafeEncoder.encode(version.token()),
                        value.bytes(),
                        SafeEncoder.encode(Long.toString(value.ttl().toMillis()))));
    }
}
