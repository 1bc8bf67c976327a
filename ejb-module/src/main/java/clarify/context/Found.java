package clarify.context;

import clarify.cache.CachedList;
import clarify.flight.Flights;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A list and where it came from.
 *
 * @param rows empty when the lookup failed
 * @param age how long the cache has had it; empty when it does not come from there
 * @param toBeStored whether it is this build's to store: of those who share a lookup, it began it
 * @param release to be called when the list is stored, or will not be
 */
record Found<E>(List<E> rows, Context.Source source, Optional<Duration> age, boolean toBeStored, Runnable release) {

    private static final Runnable NOBODY_WAITS = () -> {};

    static <E> Found<E> inCache(CachedList<E> list) {
        return new Found<>(list.rows(), Context.Source.CACHE, Optional.of(list.age()), false, NOBODY_WAITS);
    }

    /** By a lookup that nobody shares. */
    static <E> Found<E> inDatabase(List<E> rows) {
        return new Found<>(rows, Context.Source.DATABASE, Optional.empty(), true, NOBODY_WAITS);
    }

    static <E> Found<E> inDatabase(List<E> rows, Flights<UUID, List<E>>.Ticket lookup) {
        return new Found<>(
                rows, Context.Source.DATABASE, Optional.empty(), lookup.isLeading(), releaseOf(lookup));
    }

    /** A lookup that nobody shares has failed. */
    static <E> Found<E> nothing() {
        return nothing(NOBODY_WAITS);
    }

    static <E> Found<E> nothing(Flights<UUID, List<E>>.Ticket lookup) {
        return nothing(releaseOf(lookup));
    }

    private static <E> Found<E> nothing(Runnable release) {
        return new Found<>(List.of(), Context.Source.FAILED, Optional.empty(), false, release);
    }

    private static Runnable releaseOf(Flights<?, ?>.Ticket lookup) {
        return lookup.isLeading() ? lookup::release : NOBODY_WAITS;
    }
}
