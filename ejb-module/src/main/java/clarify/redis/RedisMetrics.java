package clarify.redis;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Counts and times the calls to Redis. Registers every metric at once, so that each exists before it first changes. */
final class RedisMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500)
    };

    private final MeterRegistry registry;
    private final Map<RedisOperation, Map<CallOutcome, Timer>> calls = new EnumMap<>(RedisOperation.class);
    private final Counter openings;
    private final Counter unconfirmed;

    /** @param configured whether there is a Redis to call at all */
    RedisMetrics(MeterRegistry registry, boolean configured) {
        this.registry = registry;
        Gauge.builder("clarify.redis.configured", () -> configured ? 1 : 0)
                .description("1 where a Redis is configured")
                .register(registry);
        for (RedisOperation operation : RedisOperation.values()) {
            Map<CallOutcome, Timer> timers = new EnumMap<>(CallOutcome.class);
            for (CallOutcome outcome : CallOutcome.values()) {
                timers.put(outcome, timer(operation, outcome));
            }
            calls.put(operation, timers);
        }
        openings = Counter.builder("clarify.cache.circuit.openings")
                .description("How often the circuit to Redis has opened")
                .register(registry);
        unconfirmed = Counter.builder("clarify.redis.unconfirmed")
                .description(
                        "Round trips whose changes too few replicas have confirmed in time, or which changed nothing")
                .register(registry);
    }

    private Timer timer(RedisOperation operation, CallOutcome outcome) {
        return Timer.builder("clarify.redis.call")
                .description("Round trips to Redis, with connecting and waiting for a connection")
                .tag("operation", operation.label())
                .tag("outcome", outcome.label())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    void called(RedisOperation operation, CallOutcome outcome, Duration took) {
        requireNonNull(requireNonNull(calls.get(operation)).get(outcome)).record(took);
    }

    void unconfirmed() {
        unconfirmed.increment();
    }

    void opened() {
        openings.increment();
    }

    /** One of the three states is 1. */
    void watch(Supplier<CircuitRecord.Snapshot> circuit) {
        for (CircuitRecord.State state : CircuitRecord.State.values()) {
            Gauge.builder("clarify.cache.circuit.state", () -> circuit.get().state() == state ? 1 : 0)
                    .description("1 for the current state of the circuit to Redis")
                    .tag("state", state.toString())
                    .register(registry);
        }
    }

    /** One of the states is 1. */
    void watchHistory(Supplier<HistoryState> history) {
        for (HistoryState state : HistoryState.values()) {
            Gauge.builder("clarify.redis.history", () -> history.get() == state ? 1 : 0)
                    .description("1 for what is known of the history of Redis")
                    .tag("state", state.toString())
                    .register(registry);
        }
    }

    void watch(Shards shards) {
        Gauge.builder("clarify.redis.masters.named", () -> shards.knowsTheWay() ? 1 : 0)
                .description("0 while neither Sentinels nor nodes of a Cluster say where the masters are")
                .register(registry);
        connections("active", () -> sum(shards, RedisConnections::active));
        connections("idle", () -> sum(shards, RedisConnections::idle));
        Gauge.builder("clarify.redis.pool.waiting", () -> sum(shards, RedisConnections::waiting))
                .description("Callers that wait for a connection to Redis")
                .register(registry);
        for (CircuitRecord.State state : CircuitRecord.State.values()) {
            Gauge.builder("clarify.redis.masters", () -> count(shards, state))
                    .description("Masters of Redis whose circuit is in that state; one in all, except in a Cluster")
                    .tag("state", state.toString())
                    .register(registry);
        }
    }

    private static int sum(Shards shards, ToIntFunction<RedisConnections> figure) {
        return shards.all().stream().map(Shard::connections).mapToInt(figure).sum();
    }

    private static long count(Shards shards, CircuitRecord.State state) {
        return shards.all().stream()
                .filter(shard -> shard.circuit().state() == state)
                .count();
    }

    private void connections(String state, IntSupplier count) {
        Gauge.builder("clarify.redis.pool.connections", count::getAsInt)
                .description("Connections to Redis")
                .tag("state", state)
                .register(registry);
    }
}
