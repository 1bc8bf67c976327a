package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.redis.Redis;
import clarify.redis.RedisOperation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and deletes single keys. A key whose deletion did not reach Redis is deleted before it is read again. Thread-safe.
 */
final class Entries {

    private final Redis redis;
    private final PendingDeletes pendingDeletes;

    Entries(Redis redis, PendingDeletes pendingDeletes) {
        this.redis = redis;
        this.pendingDeletes = pendingDeletes;
    }

    /** The bytes under a key as Redis has them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(byte @Nullable [] bytes) {}

    /** @return the entry, without bytes on a miss; empty when Redis gave no answer */
    Optional<Entry> read(String key) {
        Map<String, Long> deletedFirst = pendingDeletes.among(List.of(key));
        byte[][] names = {key.getBytes(UTF_8)};
        // MGET also for one key: a value of another Redis type is a miss, where GET answers an error.
        Optional<Entry> entry = redis.call(
                RedisOperation.GET,
                key,
                PendingDeletes.before(
                        deletedFirst.keySet(),
                        connection -> new Entry(connection
                                .executeCommand(Redis.COMMANDS.mget(names))
                                .get(0))));
        if (entry.isPresent()) {
            pendingDeletes.delivered(deletedFirst);
        }
        return entry;
    }

    /** @return whether none of them is in Redis any more; otherwise they are remembered */
    boolean delete(Collection<String> keys) {
        if (!redis.isConfigured()) {
            return true;
        }
        String[] names = keys.toArray(String[]::new);
        boolean deleted = redis.call(RedisOperation.DELETE, names[0], c -> c.executeCommand(Redis.COMMANDS.del(names)))
                .isPresent();
        if (!deleted) {
            pendingDeletes.remember(keys);
        }
        return deleted;
    }
}
