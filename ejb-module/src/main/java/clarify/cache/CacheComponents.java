package clarify.cache;

import clarify.redis.Redis;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
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
            CacheSettings settings,
            Redis redis,
            Executor executor,
            DeleteOutbox outbox,
            Clock clock,
            MeterRegistry registry) {
        CacheMetrics metrics = new CacheMetrics(registry);
        CacheKeys keys = new CacheKeys(settings.prefix(), redis.isClustered());
        PendingDeletes pendingDeletes = new PendingDeletes();
        OversizedValues oversized = new OversizedValues(redis, executor);
        UUID node = UUID.randomUUID();
        StoreQueue stores =
                new StoreQueue(redis, key -> keys.versionOfStores(node, redis.tagOf(key)), pendingDeletes, executor);
        return new CacheComponents(
                settings,
                metrics,
                keys,
                pendingDeletes,
                new ValueCodec(clock, settings, redis, metrics),
                oversized,
                new Entries(redis, pendingDeletes, oversized, stores, outbox),
                stores);
    }
}
