package clarify.cache;

import clarify.concurrent.ServerExecutor;
import clarify.metrics.MetricsRegistry;
import clarify.redis.Redis;
import clarify.redis.RedisUsage;
import clarify.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the beans of the cache. */
@ApplicationScoped
class CacheConfiguration {

    @Produces
    @Singleton
    RedisUsage usage() {
        return RedisProbes.usage(CacheSettings.read(Settings.ofApplication()).prefix());
    }

    @Produces
    @Singleton
    CacheComponents components(
            Redis redis, ServerExecutor executor, DeleteOutbox outbox, Clock clock, MetricsRegistry metrics) {
        return CacheComponents.of(
                CacheSettings.read(Settings.ofApplication()), redis, executor, outbox, clock, metrics.registry());
    }

    @Produces
    @Singleton
    ValueDeletes deletes(CacheComponents components) {
        return components.entries();
    }

    @Produces
    @Singleton
    ListCache lists(Redis redis, BypassPolicy policy, CacheComponents components) {
        return new RedisListCache(redis, policy, components);
    }
}
