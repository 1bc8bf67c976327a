package clarify.cache;

import clarify.kind.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the cache counts and times. Thread-safe. */
final class CacheMetrics {

    /** Values of other beans, whose keys are theirs. */
    static final String OTHER = "other";

    static final List<String> OPERATIONS = List.of("get", "set", "delete", "invalidate", "scan", "ping");

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500)
    };

    /** What became of the wish for one value. */
    enum Read {
        HIT,
        MISS,
        /** It was no value of ours. */
        UNREADABLE,
        /** Its invalidation may not have arrived: Redis was not believed. */
        BYPASSED,
        /** The circuit is open, or the call failed. */
        UNANSWERED
    }

    /** How one round trip ended. */
    enum Outcome {
        OK,
        TIMEOUT,
        /** No pooled connection came free in time. */
        POOL,
        /** Redis answered an error. */
        REPLY,
        /** Refused, or lost. */
        CONNECTION;

        static Outcome of(RuntimeException failure) {
            if (failure instanceof JedisDataException) {
                return REPLY;
            }
            if (isCausedBy(SocketTimeoutException.class, failure)) {
                return TIMEOUT;
            }
            return isCausedBy(NoSuchElementException.class, failure) ? POOL : CONNECTION; // as the pool has it
        }

        private static boolean isCausedBy(Class<? extends Throwable> type, Throwable failure) {
            return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                    .anyMatch(type::isInstance);
        }
    }

    private record Call(String operation, Outcome outcome) {}

    private record Wish(String kind, Read read) {}

    private final MeterRegistry registry;
    private final Map<Call, Timer> calls = new HashMap<>();
    private final Map<Wish, Counter> reads = new HashMap<>();
    private final Counter openings;
    private final Counter joins;

    CacheMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (String operation : OPERATIONS) {
            for (Outcome outcome : Outcome.values()) {
                calls.put(new Call(operation, outcome), timer(operation, outcome));
            }
        }
        Stream.concat(Arrays.stream(Kind.values()).map(Kind::label), Stream.of(OTHER))
                .forEach(kind -> {
                    for (Read read : Read.values()) {
                        reads.put(new Wish(kind, read), counter(kind, read));
                    }
                });
        openings = Counter.builder("clarify.cache.circuit.openings")
                .description("How often the circuit to Redis has opened")
                .register(registry);
        joins = Counter.builder("clarify.lookups.coalesced")
                .description("Loads that a caller shared instead of making them")
                .tag("kind", OTHER)
                .register(registry);
    }

    private Timer timer(String operation, Outcome outcome) {
        return Timer.builder("clarify.redis.call")
                .description("Round trips to Redis, with connecting and waiting for a connection")
                .tag("operation", operation)
                .tag("outcome", label(outcome))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Counter counter(String kind, Read read) {
        return Counter.builder("clarify.cache.reads")
                .description("Values that were wanted from the cache, by what became of it")
                .tag("kind", kind)
                .tag("outcome", label(read))
                .register(registry);
    }

    void called(String operation, Outcome outcome, Duration took) {
        Objects.requireNonNull(calls.get(new Call(operation, outcome))).record(took);
    }

    void read(String kind, Read read) {
        Objects.requireNonNull(reads.get(new Wish(kind, read))).increment();
    }

    void opened() {
        openings.increment();
    }

    void joined() {
        joins.increment();
    }

    /** Of the three states one is 1. */
    void watch(CircuitRecord circuit) {
        for (CircuitRecord.State state : CircuitRecord.State.values()) {
            Gauge.builder(
                            "clarify.cache.circuit.state",
                            () -> circuit.snapshot().state() == state ? 1 : 0)
                    .description("1 for the state in which the circuit to Redis is")
                    .tag("state", state.toString())
                    .register(registry);
        }
    }

    void watch(RedisConnections pool) {
        connections("active", pool::active);
        connections("idle", pool::idle);
        Gauge.builder("clarify.redis.pool.waiting", pool::waiting)
                .description("Callers that wait for a connection to Redis")
                .register(registry);
    }

    private void connections(String state, IntSupplier count) {
        Gauge.builder("clarify.redis.pool.connections", count::getAsInt)
                .description("Connections to Redis")
                .tag("state", state)
                .register(registry);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
