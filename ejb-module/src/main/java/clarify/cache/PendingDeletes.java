package clarify.cache;

import clarify.redis.Command;
import clarify.redis.RoundTrip;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The keys that this node could not delete: each is deleted before it is read again. Bounded; when it overflows, every
 * value written until then is bypassed instead. Thread-safe.
 */
final class PendingDeletes {

    static final int LIMIT = 10_000;

    private final Clock clock;
    private final Map<String, Long> numbers = new HashMap<>();
    private long next;
    private Instant notBefore = Instant.EPOCH;

    PendingDeletes(Clock clock) {
        this.clock = clock;
    }

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
        keys.forEach(key -> numbers.put(key, next));
        next++;
        if (numbers.size() > LIMIT) {
            numbers.clear();
            notBefore = clock.instant();
        }
    }

    /** Values written before this moment are not to be trusted. */
    synchronized Instant notBefore() {
        return notBefore;
    }

    synchronized int size() {
        return numbers.size();
    }

    /** @return those of the keys that must be deleted first, with the number by which each is forgotten again */
    synchronized Map<String, Long> among(Collection<String> keys) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> found = new HashMap<>();
        for (String key : keys) {
            Long number = numbers.get(key);
            if (number != null) {
                found.put(key, number);
            }
        }
        return found;
    }

    /** Forgets them, except what was remembered anew meanwhile. */
    synchronized void delivered(Map<String, Long> deleted) {
        deleted.forEach(numbers::remove);
    }
}
