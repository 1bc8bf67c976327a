package clarify.cache;

import clarify.logging.LoggedRecords;
import clarify.redis.Breaker;
import clarify.redis.Breakers;
import clarify.redis.ConsecutiveFailures;
import clarify.redis.Redis;
import clarify.redis.RedisFixture;
import clarify.redis.RedisSettings;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import redis.clients.jedis.exceptions.JedisConnectionException;

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
    final CacheComponents components;

    private final Deque<Consumer<Runnable>> nextCalls = new ArrayDeque<>();
    /** What went into the outbox. */
    final List<String> undelivered = new ArrayList<>();

    private final List<Runnable> onTheirWay = new ArrayList<>();
    private boolean storesWait;
    private Optional<Error> noThread = Optional.empty();

    CacheFixture(Map<String, String> settings) {
        this(settings, Clock.systemUTC());
    }

    private CacheFixture(Map<String, String> settings, Clock clock) {
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
                RedisProbes.usage(""),
                new Breakers(
                        new Line(breaker.breakers().main()), breaker.breakers().storing()),
                metrics,
                Tracing.none());
        components = CacheComponents.of(CacheSettings.read(read), redis, executor, undelivered::addAll, clock, metrics);
        lists = new RedisListCache(redis, bypass, components);
        cache = new CacheBean(redis, lists, bypass, components);
    }

    static CacheFixture on(RedisFixture redis) {
        return on(redis, Map.of());
    }

    static CacheFixture on(RedisFixture redis, Map<String, String> more) {
        return on(redis, more, Clock.systemUTC());
    }

    static CacheFixture on(RedisFixture redis, Map<String, String> more, Clock clock) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.uri", redis.uri());
        settings.putIfAbsent("clarify.cache.circuit.recovery", "PT0.001S");
        return new CacheFixture(settings, clock);
    }

    static CacheFixture withoutRedis() {
        return new CacheFixture(Map.of());
    }

    /** No thread can be made for stores, or they can again. */
    void failStores(Optional<Error> error) {
        noThread = error;
    }

    /** The next call to Redis passes, and so do as many more. */
    void passCalls(int calls) {
        for (int i = 0; i < calls; i++) {
            nextCalls.add(Runnable::run);
        }
    }

    /** What the next call sends is held up on its way, and nobody waits for it any more. */
    void holdCall() {
        nextCalls.add(onTheirWay::add);
    }

    /** What the next call sends never reaches Redis. */
    void refuseCall() {
        nextCalls.add(call -> {});
    }

    /** Something happens when the next call has been sent, and before Redis gets it. */
    void beforeCall(Runnable action) {
        nextCalls.add(call -> {
            action.run();
            call.run();
        });
    }

    /** From now on calls pass. */
    void passAllCalls() {
        nextCalls.clear();
    }

    /** What was held up reaches Redis. */
    void letItArrive() {
        List<Runnable> arriving = List.copyOf(onTheirWay);
        onTheirWay.clear();
        arriving.forEach(Runnable::run);
    }

    private final class Line implements Breaker {

        private final Breaker breaker;

        Line(Breaker breaker) {
            this.breaker = breaker;
        }

        @Override
        public <T> T call(Supplier<T> call) {
            return breaker.call(() -> {
                List<T> answers = new ArrayList<>();
                Consumer<Runnable> fate = nextCalls.isEmpty() ? Runnable::run : nextCalls.remove();
                fate.accept(() -> answers.add(call.get()));
                if (answers.isEmpty()) {
                    throw new JedisConnectionException("no answer in time");
                }
                return answers.get(0);
            });
        }
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
