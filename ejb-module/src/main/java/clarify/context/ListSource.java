package clarify.context;

import clarify.cache.CachedContext;
import clarify.flight.Flights;
import clarify.kind.Kind;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** How one of the five lists is read from the cache and looked up in the database; lookups are shared. */
final class ListSource<E> {

    private final Kind kind;
    private final Class<E> row;
    private final Function<UUID, List<E>> lookup;
    private final Flights<UUID, List<E>> flights;

    ListSource(Kind kind, Class<E> row, Function<UUID, List<E>> lookup, Executor threads) {
        this.kind = kind;
        this.row = row;
        this.lookup = lookup;
        this.flights = new Flights<>(threads);
    }

    /** Takes the list from the cache, or begins or joins its lookup. */
    Fetch<E> begin(UUID userId, CachedContext cache) {
        return cache.list(kind, row)
                .map(Fetch::cached)
                .orElseGet(() -> Fetch.underWay(
                        kind, userId, flights.join(userId, cache.sight(kind), () -> lookup.apply(userId))));
    }
}
