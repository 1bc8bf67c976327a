package clarify.context;

import clarify.cache.CachedContext;
import clarify.flight.Flights;
import clarify.kind.Kind;
import clarify.trace.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** How one of the five lists is read from the cache and looked up in the database; lookups are shared. */
final class ListSource<E> {

    private final Kind kind;
    private final Class<E> row;
    private final Function<UUID, List<E>> lookup;
    private final Flights<UUID, List<E>> flights;
    private final ContextFigures figures;
    private final Tracing tracing;

    ListSource(
            Kind kind,
            Class<E> row,
            Function<UUID, List<E>> lookup,
            Executor threads,
            ContextFigures figures,
            Tracing tracing) {
        this.kind = kind;
        this.row = row;
        this.lookup = lookup;
        this.figures = figures;
        this.tracing = tracing;
        this.flights = new Flights<>(threads);
    }

    /** Takes the list from the cache, or begins or joins its lookup. */
    Fetch<E> begin(UUID userId, CachedContext cache) {
        return cache.list(kind, row).map(Fetch::cached).orElseGet(() -> underWay(userId, cache));
    }

    private Fetch<E> underWay(UUID userId, CachedContext cache) {
        var ticket = flights.join(userId, cache.sight(kind), tracing.carried(() -> query(userId)));
        if (!ticket.isLeading()) {
            figures.joined(kind);
        }
        return Fetch.underWay(kind, userId, ticket, figures);
    }

    private List<E> query(UUID userId) {
        long start = System.nanoTime();
        try {
            return tracing.span("clarify.lookup", Map.of("kind", kind.label()), () -> lookup.apply(userId));
        } finally {
            figures.queried(kind, Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
