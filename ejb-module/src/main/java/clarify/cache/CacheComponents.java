package clarify.cache;

import clarify.redis.Redis;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executor;

/** What {@link CacheBean} and {@link ListCache} share. */
record CacheComponents(
        CacheSettings settings,
        CacheMetrics metrics,
        CacheKeys keys,
        PendingDeletes pendingDeletes,
        ValueCodec values,
        OversizedValues oversized,
        Entries entries,
        StoreQueue stores) {

    /** @param executor makes the stores that nobody waits for */
    static CacheComponents of(
            CacheSettings settings, Redis redis, Executor executor, Clock clock, MeterRegistry registry) {
        CacheMetrics metrics = new CacheMetrics(registry);
        PendingDeletes pendingDeletes = new PendingDeletes(clock);
        OversizedValues oversized = new OversizedValues(redis, executor);
        Entries entries = new Entries(redis, pendingDeletes, oversized);
        return new CacheComponents(
                settings,
                metrics,
                new CacheKeys(settings.prefix()),
                pendingDeletes,
                new ValueCodec(clock, settings.jitter(), pendingDeletes, redis, metrics),
                oversized,
                entries,
                new StoreQueue(redis, entries, executor));
    }
}
