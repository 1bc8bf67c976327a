package clarify.cache;

import clarify.redis.Command;
import clarify.redis.ErrorReply;
import clarify.redis.Redis;
import clarify.redis.RoundTrip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Removes values that are longer than any of ours. The transport does not read them, or they do not come in time, so what
 * stands beside them could never be read again. In the background, without transferring them, a few at once. Thread-safe.
 */
final class OversizedValues {

    private static final Logger LOG = Logger.getLogger(OversizedValues.class.getName());

    private static final int AT_ONCE = 4;
    private static final Duration LOST = Duration.ofSeconds(5);

    private final Redis redis;
    private final Executor executor;

    /** By their keys, when they began. */
    private final Map<List<String>, Long> underWay = new HashMap<>();

    OversizedValues(Redis redis, Executor executor) {
        this.redis = redis;
        this.executor = executor;
    }

    /**
     * The round trip, after which those of its keys are removed whose values are too long, if it failed because of one.
     *
     * @param keys can stand in one command
     */
    <T> RoundTrip<T> removedAfter(RoundTrip<T> read, List<String> keys) {
        return read.whenOversized(() -> removeSoon(keys));
    }

    private void removeSoon(List<String> keys) {
        if (!begins(keys)) {
            return; // the next read that fails tries again
        }
        try {
            executor.execute(() -> remove(keys));
        } catch (RuntimeException | Error e) {
            ended(keys);
            LOG.log(Level.WARNING, e, () -> "A value that may be too long is still there: key=" + keys.get(0));
        }
    }

    /** One that has begun long ago was lost by the executor. */
    private synchronized boolean begins(List<String> keys) {
        long now = System.nanoTime();
        underWay.values().removeIf(began -> now - began > LOST.toNanos());
        return underWay.size() < AT_ONCE && underWay.putIfAbsent(keys, now) == null;
    }

    private synchronized void ended(List<String> keys) {
        underWay.remove(keys);
    }

    private void remove(List<String> keys) {
        try {
            List<Command> lengths =
                    keys.stream().map(key -> Command.reading("STRLEN", key)).toList();
            RoundTrip<List<String>> tooLong =
                    RoundTrip.of(lengths, replies -> tooLong(keys, replies)).givenErrors();
            redis.callUncounted(keys.get(0), tooLong).ifPresent(this::unlink);
        } finally {
            ended(keys);
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
        redis.callUncounted(keys.get(0), unlink)
                .ifPresent(done -> LOG.warning(() -> "Removed a value that was too long: key=" + keys));
    }
}
