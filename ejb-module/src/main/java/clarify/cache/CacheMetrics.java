package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.kind.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Counts reads of the cache. Registers every metric at once, so that each exists before it first changes. */
final class CacheMetrics {

    /** The kind of the values of other beans, whose keys are theirs. */
    static final String OTHER = "other";

    /** The outcome of one read. */
    enum Read {
        HIT,
        MISS,
        /** Not an envelope that this application wrote, or not of the type that is wanted. */
        UNREADABLE,
        /** Its invalidation may not have arrived, so Redis was not asked for it or not believed. */
        BYPASSED,
        /** Stored on another history of Redis than it was read from, or that history is not known. */
        OTHER_HISTORY,
        /** The circuit is open, or the call failed. */
        UNANSWERED
    }

    private final Map<String, Map<Read, Counter>> reads = new HashMap<>();
    private final Counter coalesced;
    private final Counter refused;

    CacheMetrics(MeterRegistry registry) {
        Stream.concat(Arrays.stream(Kind.values()).map(Kind::label), Stream.of(OTHER))
                .forEach(kind -> reads.put(kind, counters(registry, kind)));
        coalesced = Counter.builder("clarify.lookups.coalesced")
                .description("Loads that a caller shared instead of making them")
                .tag("kind", OTHER)
                .register(registry);
        refused = Counter.builder("clarify.cache.refused")
                .description("Values that were not stored, as they would not come back from JSON as they are")
                .register(registry);
    }

    private static Map<Read, Counter> counters(MeterRegistry registry, String kind) {
        Map<Read, Counter> counters = new EnumMap<>(Read.class);
        for (Read read : Read.values()) {
            counters.put(
                    read,
                    Counter.builder("clarify.cache.reads")
                            .description("Values that were wanted from the cache, by what became of it")
                            .tag("kind", kind)
                            .tag("outcome", read.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        return counters;
    }

    void read(String kind, Read read) {
        requireNonNull(requireNonNull(reads.get(kind)).get(read)).increment();
    }

    void coalesced() {
        coalesced.increment();
    }

    void refused() {
        refused.increment();
    }
}
