package clarify.redis;

import static java.util.Objects.requireNonNull;

import clarify.metrics.MetricsRegistry;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
                new Breakers(new Guarded(guard::call), new Guarded(guard::callStoring)),
                metrics.registry(),
                Tracing.ofServer(settings));
    }

    private record Guarded(Consumer<Runnable> guard) implements Breaker {

        @Override
        public <T> T call(Supplier<T> call) {
            AtomicReference<@Nullable T> answer = new AtomicReference<>();
            guard.accept(() -> answer.set(call.get()));
            return requireNonNull(answer.get());
        }
    }

    void close(@Disposes Redis redis) {
        redis.close();
    }
}
