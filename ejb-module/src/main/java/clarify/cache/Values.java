package clarify.cache;

import clarify.cache.CacheMetrics.Read;
import clarify.cache.Envelope.Opened;
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
    private final PendingDeletes undelivered;
    private final Redis redis;
    private final CacheMetrics figures;
    private final LongAdder unreadable = new LongAdder();

    Values(Envelope envelope, double jitter, PendingDeletes undelivered, Redis redis, CacheMetrics figures) {
        this.envelope = envelope;
        this.jitter = jitter;
        this.undelivered = undelivered;
        this.redis = redis;
        this.figures = figures;
    }

    /**
     * @param kind under which it is counted
     * @return empty for what is not there, what cannot be read, and what a delete that got lost may have been meant for
     */
    <T> Optional<Opened<T>> open(String kind, String key, byte @Nullable [] bytes, Type type) {
        if (bytes == null) {
            figures.read(kind, Read.MISS);
            return Optional.empty();
        }
        Optional<Opened<T>> value = envelope.open(key, bytes, type);
        if (value.isEmpty()) {
            unreadable.increment();
            figures.read(kind, Read.UNREADABLE);
            return value;
        }
        Optional<Opened<T>> trusted = value.filter(opened -> !opened.writtenAt().isBefore(undelivered.notBefore()));
        figures.read(kind, trusted.isPresent() ? Read.HIT : Read.BYPASSED);
        return trusted;
    }

    /** A value that was not even looked at. */
    void notRead(String kind, Read why) {
        if (redis.isConfigured()) {
            figures.read(kind, why);
        }
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
