package clarify.cache;

import clarify.redis.Command;
import clarify.redis.ErrorReply;
import clarify.redis.Redis;
import clarify.redis.RedisOperation;
import clarify.redis.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Removes values that are longer than any of ours. The transport does not read them, so what stands beside them could never be
 * read again. In the background, without transferring them. Thread-safe.
 */
final class OversizedValues {

    private static final Logger LOG = Logger.getLogger(OversizedValues.class.getName());

    private final Redis redis;
    private final Executor executor;
    private final Set<List<String>> underWay = ConcurrentHashMap.newKeySet();

    OversizedValues(Redis redis, Executor executor) {
        this.redis = redis;
        this.executor = executor;
    }

    /** The round trip, after which those of its keys are removed whose values are too long, if it failed because of one. */
    <T> RoundTrip<T> removedAfter(RoundTrip<T> read, List<String> keys) {
        return read.whenOversized(() -> removeSoon(keys));
    }

    private void removeSoon(List<String> keys) {
        if (!underWay.add(keys)) {
            return;
        }
        try {
            executor.execute(() -> remove(keys));
        } catch (RuntimeException | Error e) {
            underWay.remove(keys); // the next read that fails tries again
            LOG.log(Level.WARNING, e, () -> "Too long a value is still there: key=" + keys.get(0));
        }
    }

    private void remove(List<String> keys) {
        try {
            List<Command> lengths =
                    keys.stream().map(key -> Command.reading("STRLEN", key)).toList();
            RoundTrip<List<String>> tooLong =
                    RoundTrip.of(lengths, replies -> tooLong(keys, replies)).givenErrors();
            redis.call(RedisOperation.GET, keys.get(0), tooLong).ifPresent(this::unlink);
        } finally {
            underWay.remove(keys);
        }
    }

    /** A value of another type has no length, and is a miss for everybody. */
    private static List<String> tooLong(List<String> keys, List<@Nullable Object> lengths) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!(lengths.get(i) instanceof ErrorReply) && (Long) lengths.get(i) > Envelope.LONGEST) {
                found.add(keys.get(i));
            }
        }
        return found;
    }

    private void unlink(List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        RoundTrip<Boolean> unlink =
                RoundTrip.of(List.of(Command.removing("UNLINK").with(keys)));
        redis.call(RedisOperation.DELETE, keys.get(0), unlink)
                .ifPresent(done -> LOG.warning(() -> "Removed a value that was too long: key=" + keys));
    }
}
