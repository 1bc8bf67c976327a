package clarify.cache;

import clarify.cache.StoreQueue.Value;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Values on their way into Redis and out of it. Thread-safe. */
final class Values {

    private static final Logger LOG = Logger.getLogger(Values.class.getName());

    private final Envelope envelope;
    private final double jitter;
    private final UndeliveredDeletes undelivered;
    private final Redis redis;
    private final LongAdder unreadable = new LongAdder();

    Values(Envelope envelope, double jitter, UndeliveredDeletes undelivered, Redis redis) {
        this.envelope = envelope;
        this.jitter = jitter;
        this.undelivered = undelivered;
        this.redis = redis;
    }

    /** @return empty for what is not there, and for what cannot be read, which is counted */
    <T> Optional<T> open(String key, byte @Nullable [] bytes, Type type) {
        if (bytes == null) {
            return Optional.empty();
        }
        Optional<T> value = envelope.open(key, bytes, type, undelivered.notBefore());
        if (value.isEmpty()) {
            unreadable.increment();
        }
        return value;
    }

    /** @return empty when the circuit is open or the value cannot be written, which is the caller's fault and logged */
    Optional<Value> seal(String key, Object value, Duration ttl) {
        if (!redis.isAvailable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Value(key, envelope.seal(key, value), shortened(ttl)));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, e, () -> "Not cached: key=" + key);
            return Optional.empty();
        }
    }

    long unreadable() {
        return unreadable.sum();
    }

    /** By chance, so that keys written together do not expire together. */
    private Duration shortened(Duration ttl) {
        double kept = 1 - ThreadLocalRandom.current().nextDouble() * jitter;
        return Duration.ofMillis(Math.max(1, Math.round(ttl.toMillis() * kept)));
    }
}
