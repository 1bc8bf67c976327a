package clarify.context;

import clarify.cache.CachedLists;
import clarify.concurrent.LoadThreads;
import clarify.concurrent.SingleFlight;
import clarify.kind.Kind;
import clarify.trace.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** How one of the five lists is read from the cache and looked up in the database; lookups are shared. */
final class ListLoader<E> {

    private final Kind kind;
    private final Class<E> row;
    private final Function<UUID, List<E>> lookup;
    private final SingleFlight<UUID, List<E>> loads;
    private final ContextMetrics metrics;
    private final LookupReport report;
    private final Tracing tracing;

    ListLoader(
            Kind kind,
            Class<E> row,
            Function<UUID, List<E>> lookup,
            Duration limit,
            LoadThreads threads,
            ContextMetrics metrics,
            Tracing tracing) {
        this.kind = kind;
        this.row = row;
        this.lookup = lookup;
        this.metrics = metrics;
        this.report = new LookupReport(kind, metrics);
        this.tracing = tracing;
        this.loads = new SingleFlight<>(threads, limit);
    }

    /** Takes the list from the cache, or begins or joins its lookup. */
    PendingList<E> begin(UUID userId, CachedLists cache) {
        return cache.list(kind, row).map(PendingList::cached).orElseGet(() -> underWay(userId, cache));
    }

    private PendingList<E> underWay(UUID userId, CachedLists cache) {
        var share = loads.join(userId, cache.version(kind), tracing.carried(() -> query(userId)));
        if (!share.isLeading()) {
            metrics.coalesced(kind);
        }
        return PendingList.underWay(userId, share, report, () -> cache.lastResort(kind, row));
    }

    private List<E> query(UUID userId) {
        long start = System.nanoTime();
        try {
            return tracing.span("clarify.lookup", Map.of("kind", kind.label()), () -> lookup.apply(userId));
        } finally {
            metrics.queried(kind, Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
