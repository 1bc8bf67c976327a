package clarify.cache;

import clarify.redis.Command;
import clarify.redis.RoundTrip;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;

/**
 * The keys whose value in Redis must not be read, because this node could not delete or replace it: each is deleted before
 * it is read again, and those of other nodes' deletes that are in the {@link DeleteOutbox}. Kept in memory. Thread-safe.
 *
 * <p>Bounded. After an overflow <em>every</em> key is such a key until this node has deleted it once; also the memory of
 * those that it has deleted is bounded, and a key that falls out of it is deleted again. So what was deleted here never
 * comes back here: neither an overflow nor a clock can bring that about, and all it costs is misses.
 */
final class PendingDeletes {

    static final int LIMIT = 10_000;

    /** Keys known to have been deleted or replaced after an overflow. */
    static final int LIMIT_CLEANSED = 50_000;

    private static final Logger LOG = Logger.getLogger(PendingDeletes.class.getName());

    private final Map<String, Long> numbers = new LinkedHashMap<>();

    /** Least recently used first. */
    private final Map<String, Boolean> cleansed = new LinkedHashMap<>(16, 0.75f, true);

    private long next = 1;

    /** The number from which on a delivery counts for a key that is not in the memory; none does before an overflow. */
    private long overflowed = Long.MAX_VALUE;

    /** Whether no key is such a key, so that who only wants to know that does not wait for the others. */
    private volatile boolean none = true;

    /**
     * The round trip, in which the keys are deleted first.
     *
     * @param keys usually none
     */
    static <T> RoundTrip<T> before(Set<String> keys, RoundTrip<T> roundTrip) {
        return keys.isEmpty()
                ? roundTrip
                : roundTrip.after(Command.removing("DEL").with(keys));
    }

    synchronized void remember(Collection<String> keys) {
        none = false; // before, in case there is no memory for all of them
        for (String key : keys) {
            numbers.put(key, next);
            cleansed.remove(key);
        }
        next++;
        if (numbers.size() > LIMIT) {
            overflow();
        }
        none = isNone();
    }

    private boolean isNone() {
        return numbers.isEmpty() && overflowed == Long.MAX_VALUE;
    }

    private void overflow() {
        LOG.warning(
                "More than " + LIMIT + " deletes could not be delivered: each key is deleted before it is first read");
        numbers.clear();
        cleansed.clear();
        overflowed = next++;
    }

    /** Those known one by one. */
    synchronized int size() {
        return numbers.size();
    }

    /** @return those of the keys that must be deleted first, with the number by which each is forgotten again */
    Map<String, Long> among(Collection<String> keys) {
        return none ? Map.of() : find(keys);
    }

    private synchronized Map<String, Long> find(Collection<String> keys) {
        Map<String, Long> found = new HashMap<>();
        for (String key : keys) {
            Long number = numbers.get(key);
            if (number != null) {
                found.put(key, number);
            } else if (overflowed != Long.MAX_VALUE && cleansed.get(key) == null) {
                found.put(key, overflowed);
            }
        }
        return found;
    }

    /** Some that are known one by one, the oldest, as {@link #among} has them: to be deleted on occasion. */
    Map<String, Long> some(int most) {
        return none ? Map.of() : oldest(most);
    }

    private synchronized Map<String, Long> oldest(int most) {
        Map<String, Long> found = new HashMap<>();
        for (Map.Entry<String, Long> each : numbers.entrySet()) {
            if (found.size() == most) {
                break;
            }
            found.put(each.getKey(), each.getValue());
        }
        return found;
    }

    /** Forgets them, except what was remembered anew meanwhile, and except all of them if there was an overflow meanwhile. */
    void delivered(Map<String, Long> deleted) {
        if (!deleted.isEmpty()) {
            forget(deleted);
        }
    }

    private synchronized void forget(Map<String, Long> deleted) {
        deleted.forEach((key, number) -> {
            numbers.remove(key, number);
            if (number >= overflowed && !numbers.containsKey(key)) {
                cleansed.put(key, true);
            }
        });
        while (cleansed.size() > LIMIT_CLEANSED) {
            cleansed.remove(cleansed.keySet().iterator().next());
        }
        none = isNone();
    }
}
