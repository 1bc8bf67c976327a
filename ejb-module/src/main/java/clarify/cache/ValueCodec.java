package clarify.cache;

import clarify.cache.CacheMetrics.Read;
import clarify.cache.Envelope.Opened;
import clarify.redis.Redis;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Seals values on their way into Redis, opens them on their way out, and counts what became of each read. Thread-safe. */
final class ValueCodec {

    private static final Logger LOG = Logger.getLogger(ValueCodec.class.getName());

    private final Envelope envelope;
    private final double jitter;
    private final PendingDeletes pendingDeletes;
    private final Redis redis;
    private final CacheMetrics metrics;
    private final LongAdder unreadable = new LongAdder();

    ValueCodec(Envelope envelope, double jitter, PendingDeletes pendingDeletes, Redis redis, CacheMetrics metrics) {
        this.envelope = envelope;
        this.jitter = jitter;
        this.pendingDeletes = pendingDeletes;
        this.redis = redis;
        this.metrics = metrics;
    }

    /**
     * @param kind under which it is counted
     * @return empty for what is not there, what cannot be read, and what a lost delete may have been meant for
     */
    <T> Optional<Opened<T>> open(String kind, String key, byte @Nullable [] bytes, Type type) {
        if (bytes == null) {
            metrics.read(kind, Read.MISS);
            return Optional.empty();
        }
        Optional<Opened<T>> value = envelope.open(key, bytes, type);
        if (value.isEmpty()) {
            unreadable.increment();
            metrics.read(kind, Read.UNREADABLE);
            return value;
        }
        Optional<Opened<T>> trusted = value.filter(opened -> !opened.writtenAt().isBefore(pendingDeletes.notBefore()));
        metrics.read(kind, trusted.isPresent() ? Read.HIT : Read.BYPASSED);
        return trusted;
    }

    /** Counts a value that was not even looked at. */
    void notRead(String kind, Read why) {
        if (redis.isConfigured()) {
            metrics.read(kind, why);
        }
    }

    /** @return empty when the circuit is open or the value cannot be written, which is the caller's fault and logged */
    Optional<StoredValue> seal(String key, Object value, Duration ttl) {
        if (!redis.isAvailable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoredValue(key, envelope.seal(key, value), shortened(ttl)));
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
