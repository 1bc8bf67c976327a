package clarify.context;

import clarify.cache.CachedList;
import clarify.concurrent.SingleFlight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A list and where it came from.
 *
 * @param rows empty when the lookup failed
 * @param age how long the cache has had it; empty when it does not come from there
 * @param ours the lookup, if this build began it for itself and others, so that the list is this build's to store
 */
record LoadedList<E>(
        List<E> rows,
        Context.Source source,
        Optional<Duration> age,
        Optional<SingleFlight<UUID, List<E>>.Ticket> ours) {

    static <E> LoadedList<E> inCache(CachedList<E> list) {
        return new LoadedList<>(list.rows(), Context.Source.CACHE, Optional.of(list.age()), Optional.empty());
    }

    static <E> LoadedList<E> inDatabase(List<E> rows, SingleFlight<UUID, List<E>>.Ticket lookup) {
        return new LoadedList<>(rows, Context.Source.DATABASE, Optional.empty(), ours(lookup));
    }

    static <E> LoadedList<E> nothing(SingleFlight<UUID, List<E>>.Ticket lookup) {
        return new LoadedList<>(List.of(), Context.Source.FAILED, Optional.empty(), ours(lookup));
    }

    private static <E> Optional<SingleFlight<UUID, List<E>>.Ticket> ours(SingleFlight<UUID, List<E>>.Ticket lookup) {
        return Optional.of(lookup).filter(SingleFlight.Ticket::isLeading);
    }

    boolean isToBeStored() {
        return source == Context.Source.DATABASE && ours.isPresent();
    }

    /** What was to be stored is, or will not be. */
    void release() {
        ours.ifPresent(SingleFlight.Ticket::release);
    }
}
