package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.redis.Command;
import clarify.redis.Redis;
import clarify.redis.RedisOperation;
import clarify.redis.RoundTrip;
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
    private final OversizedValues oversized;

    Entries(Redis redis, PendingDeletes pendingDeletes, OversizedValues oversized) {
        this.redis = redis;
        this.pendingDeletes = pendingDeletes;
        this.oversized = oversized;
    }

    /** The bytes under a key as Redis has them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(byte @Nullable [] bytes) {

        private static Entry decode(@Nullable Object reply) {
            List<?> values = (List<?>) requireNonNull(reply);
            if (values.size() != 1) {
                throw new IllegalArgumentException("a reply of " + values.size() + " values");
            }
            return new Entry((byte[]) values.get(0));
        }
    }

    /** @return the entry, without bytes on a miss; empty when Redis gave no answer */
    Optional<Entry> read(String key) {
        Map<String, Long> deletedFirst = pendingDeletes.among(List.of(key));
        // MGET also for one key: a value of another Redis type is a miss, where GET answers an error.
        RoundTrip<Entry> read =
                oversized.removedAfter(RoundTrip.of(Command.reading("MGET", key), Entry::decode), List.of(key));
        Optional<Entry> entry = redis.call(RedisOperation.GET, key, PendingDeletes.before(deletedFirst.keySet(), read));
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
        RoundTrip<Boolean> delete = RoundTrip.of(List.of(Command.removing("DEL").with(keys)));
        boolean deleted = redis.call(RedisOperation.DELETE, keys.iterator().next(), delete)
                .isPresent();
        if (!deleted) {
            pendingDeletes.remember(keys);
        }
        return deleted;
    }
}
