package clarify.redis;

import clarify.metrics.MetricsRegistry;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the application's one connection to Redis. */
@ApplicationScoped
class RedisConfiguration {

    @Produces
    @Singleton
    Redis redis(RedisUsage usage, CircuitBreakerGuard guard, MetricsRegistry metrics) {
        Settings settings = Settings.ofApplication();
        return new Redis(
                RedisSettings.read(settings),
                usage,
                new Breakers(guard::call, guard::callStoring),
                metrics.registry(),
                Tracing.ofServer(settings));
    }

    void close(@Disposes Redis redis) {
        redis.close();
    }
}
