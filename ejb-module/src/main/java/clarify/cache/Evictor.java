package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** Reads and deletes keys such that a key whose deletion did not reach Redis is deleted before it is read again. */
final class Evictor {

    private final Redis redis;
    private final PendingDeletes undelivered;

    Evictor(Redis redis, PendingDeletes undelivered) {
        this.redis = redis;
        this.undelivered = undelivered;
    }

    /** @return whether none of them is in Redis any more; otherwise they are remembered */
    boolean delete(Collection<String> keys) {
        if (!redis.isConfigured()) {
            return true;
        }
        String[] names = keys.toArray(String[]::new);
        boolean deleted = redis.call("delete", names[0], c -> c.executeCommand(Redis.COMMANDS.del(names)))
                .isPresent();
        if (!deleted) {
            undelivered.remember(keys);
        }
        return deleted;
    }

    /**
     * Reads the keys in one round trip.
     *
     * @return one value a key, null for a miss; empty when Redis gave no answer
     */
    Optional<List<byte[]>> read(List<String> keys) {
        Map<String, Long> first = undelivered.among(keys);
        Optional<List<byte[]>> values = redis.call("get", keys.get(0), c -> read(c, keys, first.keySet()));
        if (values.isPresent()) {
            undelivered.delivered(first);
        }
        return values;
    }

    private static List<byte[]> read(Connection connection, List<String> keys, Collection<String> deleteFirst) {
        byte[][] names = keys.stream().map(key -> key.getBytes(UTF_8)).toArray(byte[][]::new);
        // MGET also for one key: a value of another Redis type is a miss, where GET answers an error.
        if (deleteFirst.isEmpty()) {
            return connection.executeCommand(Redis.COMMANDS.mget(names));
        }
        try (Pipeline pipeline = new Pipeline(connection, false)) {
            Response<Long> deleted = pipeline.del(deleteFirst.toArray(String[]::new));
            Response<List<byte[]>> values = pipeline.mget(names);
            pipeline.sync();
            deleted.get(); // throws what Redis answered
            return values.get();
        }
    }
}
