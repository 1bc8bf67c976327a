package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.logging.LoggedRecords;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Calls to one Redis, with the breaker in the hands of the test, and what they log. */
final class RedisCalls implements AutoCloseable {

    static final int LONGEST = 1 << 20;

    private static final Duration LIMIT = Duration.ofMillis(950); // less than a second deadline

    private static final RedisUsage USAGE = new RedisUsage(
            LONGEST,
            tag -> mget(probe(tag)),
            tag -> RoundTrip.of(List.of(Command.storing("SET", probe(tag), "1", "PX", "1"))));

    private static String probe(String tag) {
        return tag.isEmpty() ? "probe" : "probe{" + tag + "}";
    }

    final Redis redis;
    final MeterRegistry metrics = new SimpleMeterRegistry();
    final LoggedRecords logged = new LoggedRecords("clarify.redis");

    private final ConsecutiveFailures breaker = new ConsecutiveFailures();

    RedisCalls(String uri) {
        this(uri, Map.of(), InetAddress::getAllByName);
    }

    /** With time enough that a busy machine is not taken for a slow Redis. */
    static RedisCalls patient(String uri) {
        return new RedisCalls(
                uri,
                Map.of("clarify.redis.connect-timeout", "PT1S", "clarify.redis.read-timeout", "PT1S"),
                InetAddress::getAllByName);
    }

    RedisCalls(String uri, Map<String, String> more, Resolver resolver) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.uri", uri);
        settings.put("clarify.cache.circuit.recovery", "PT0.001S");
        redis = new Redis(read(settings), USAGE, breaker.breakers(), metrics, Tracing.none(), resolver);
    }

    static RedisSettings settings(String uri, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.uri", uri);
        return read(settings);
    }

    private static RedisSettings read(Map<String, String> settings) {
        return RedisSettings.read(new Settings(name -> Optional.ofNullable(settings.get(name))));
    }

    /** @return the value under the key; empty on a miss, and without an answer */
    Optional<String> get(String key) {
        return redis.call(RedisOperation.GET, key, mget(key)).flatMap(value -> value);
    }

    void set(String key, String value) {
        redis.call(RedisOperation.SET, key, RoundTrip.of(List.of(Command.storing("SET", key, value))));
    }

    static RoundTrip<Optional<String>> mget(String key) {
        return RoundTrip.of(Command.reading("MGET", key), reply -> {
            List<?> values = (List<?>) requireNonNull(reply);
            if (values.size() != 1) {
                throw new IllegalArgumentException("not one value");
            }
            return Optional.ofNullable(values.get(0)).map(bytes -> new String((byte[]) bytes, UTF_8));
        });
    }

    /** What a call returns that must not last longer than its deadline. */
    static <T> T inTime(Supplier<T> call) {
        long start = System.nanoTime();
        T result = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        return result;
    }

    /** The next call ends in that, before it has a connection. */
    void failNext(Error error) {
        breaker.failNext(error);
    }

    /** The recovery time is over: the background try runs. */
    void recover() {
        breaker.endDelay();
        Awaitility.await().until(() -> redis.circuit().untilNextTry().isZero());
        redis.tryAgainIfDue();
    }

    /** How many calls to get a value ended so. */
    long gets(String outcome) {
        return calls("get", outcome);
    }

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
