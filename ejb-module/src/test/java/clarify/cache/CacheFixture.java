package clarify.cache;

import clarify.logging.LoggedRecords;
import clarify.redis.ConsecutiveFailures;
import clarify.redis.Redis;
import clarify.redis.RedisFixture;
import clarify.redis.RedisSettings;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.awaitility.Awaitility;

/** A cache with threads, breaker and clock in the hands of the test. */
final class CacheFixture implements AutoCloseable {

    final ConsecutiveFailures breaker = new ConsecutiveFailures();
    final FixedBypass bypass = new FixedBypass();
    final List<Runnable> queued = new ArrayList<>();
    final LoggedRecords logged = new LoggedRecords("clarify");
    final MeterRegistry metrics = new SimpleMeterRegistry();
    final Redis redis;
    final ListCache lists;
    final CacheBean cache;

    private boolean storesWait;
    private Optional<Error> noThread = Optional.empty();

    CacheFixture(Map<String, String> settings) {
        Executor executor = task -> {
            noThread.ifPresent(error -> {
                throw error;
            });
            if (storesWait) {
                queued.add(task);
            } else {
                task.run();
            }
        };
        Settings read = new Settings(name -> Optional.ofNullable(settings.get(name)));
        redis = new Redis(
                RedisSettings.read(read),
                RedisProbes.usage(new CacheKeys("")),
                breaker.breakers(),
                metrics,
                Tracing.none());
        CacheComponents components =
                CacheComponents.of(CacheSettings.read(read), redis, executor, Clock.systemUTC(), metrics);
        lists = new RedisListCache(redis, bypass, components);
        cache = new CacheBean(redis, lists, bypass, components);
    }

    static CacheFixture on(RedisFixture redis) {
        return on(redis, Map.of());
    }

    static CacheFixture on(RedisFixture redis, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.uri", redis.uri());
        settings.putIfAbsent("clarify.cache.circuit.recovery", "PT0.001S");
        return new CacheFixture(settings);
    }

    static CacheFixture withoutRedis() {
        return new CacheFixture(Map.of());
    }

    /** No thread can be made for stores, or they can again. */
    void failStores(Optional<Error> error) {
        noThread = error;
    }

    void letStoresWait() {
        storesWait = true;
    }

    void runStores() {
        List<Runnable> tasks = List.copyOf(queued);
        queued.clear();
        tasks.forEach(Runnable::run);
    }

    /** The recovery time is over: the background try runs. */
    void recover() {
        breaker.endDelay();
        Awaitility.await().until(() -> cache.status().untilNextTry().isZero());
        redis.tryAgainIfDue();
    }

    /** How often wishes for values of that kind ended so. */
    long reads(String kind, String outcome) {
        return (long) metrics.get("clarify.cache.reads")
                .tags("kind", kind, "outcome", outcome)
                .counter()
                .count();
    }

    /** How many round trips for that operation ended so. */
    long calls(String operation, String outcome) {
        return metrics.get("clarify.redis.call")
                .tags("operation", operation, "outcome", outcome)
                .timer()
                .count();
    }

    @Override
    public void close() {
        logged.close();
        redis.close();
    }
}
