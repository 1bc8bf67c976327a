package clarify.context;

import static java.util.Objects.requireNonNull;

import clarify.kind.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Counts and times builds and lookups. Registers every metric at once, so that each exists before it first changes. */
final class ContextMetrics {

    /** How a build ended. */
    enum Build {
        WHOLE,
        PARTIAL,
        FAILED
    }

    /** How a lookup ended, for the one who began it. */
    enum Lookup {
        OK,
        FAILED,
        TIMEOUT
    }

    private static final Duration[] BUCKETS = LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Map<Build, Timer> builds;
    private final Counter blind;
    private final Map<Kind, Timer> durations;
    private final Map<Kind, Map<Lookup, Counter>> lookups;
    private final Map<Kind, Counter> coalesced;

    ContextMetrics(MeterRegistry registry) {
        builds = each(
                Build.class,
                outcome -> Timer.builder("clarify.context.build")
                        .description("Contexts that were built, by whether a list was missing")
                        .tag("outcome", label(outcome))
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry));
        blind = Counter.builder("clarify.contexts.blind")
                .description("Contexts with lists from the cache that may not be current, as the database is away")
                .register(registry);
        durations = each(
                Kind.class,
                kind -> Timer.builder("clarify.lookup")
                        .description("Queries for lists that the cache did not have")
                        .tag("kind", kind.label())
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry));
        lookups = each(
                Kind.class,
                kind -> each(
                        Lookup.class,
                        outcome -> Counter.builder("clarify.lookups")
                                .description("Lookups, by how they ended for the build that began them")
                                .tag("kind", kind.label())
                                .tag("outcome", label(outcome))
                                .register(registry)));
        coalesced = each(
                Kind.class,
                kind -> Counter.builder("clarify.lookups.coalesced")
                        .description("Loads that a caller shared instead of making them")
                        .tag("kind", kind.label())
                        .register(registry));
    }

    void built(Build outcome, Duration took) {
        requireNonNull(builds.get(outcome)).record(took);
    }

    void served(boolean fresh) {
        if (!fresh) {
            blind.increment();
        }
    }

    void queried(Kind kind, Duration took) {
        requireNonNull(durations.get(kind)).record(took);
    }

    void lookedUp(Kind kind, Lookup outcome) {
        requireNonNull(requireNonNull(lookups.get(kind)).get(outcome)).increment();
    }

    void coalesced(Kind kind) {
        requireNonNull(coalesced.get(kind)).increment();
    }

    private static <E extends Enum<E>, M> Map<E, M> each(Class<E> type, Function<E, M> meter) {
        Map<E, M> meters = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            meters.put(constant, meter.apply(constant));
        }
        return meters;
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
