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
 * @param rows empty when the lookup failed and the cache had none either
 * @param age how long the cache has had it; empty when it does not come from there
 * @param own the lookup, if this build began it, so that this build stores the list
 * @param lookupFailed whether it had to be looked up, and could not be
 */
record LoadedList<E>(
        List<E> rows,
        Context.Source source,
        Optional<Duration> age,
        Optional<SingleFlight<UUID, List<E>>.Share> own,
        boolean lookupFailed) {

    static <E> LoadedList<E> inCache(CachedList<E> list) {
        return new LoadedList<>(list.rows(), Context.Source.CACHE, Optional.of(list.age()), Optional.empty(), false);
    }

    static <E> LoadedList<E> inDatabase(List<E> rows, SingleFlight<UUID, List<E>>.Share lookup) {
        return new LoadedList<>(rows, Context.Source.DATABASE, Optional.empty(), own(lookup), false);
    }

    static <E> LoadedList<E> lastResort(CachedList<E> list, SingleFlight<UUID, List<E>>.Share lookup) {
        return new LoadedList<>(list.rows(), Context.Source.CACHE, Optional.of(list.age()), own(lookup), true);
    }

    static <E> LoadedList<E> nothing(SingleFlight<UUID, List<E>>.Share lookup) {
        return new LoadedList<>(List.of(), Context.Source.FAILED, Optional.empty(), own(lookup), true);
    }

    private static <E> Optional<SingleFlight<UUID, List<E>>.Share> own(SingleFlight<UUID, List<E>>.Share lookup) {
        return Optional.of(lookup).filter(SingleFlight.Share::isLeading);
    }

    boolean isToBeStored() {
        return source == Context.Source.DATABASE && own.isPresent();
    }

    /** What was to be stored is, or will not be. */
    void release() {
        own.ifPresent(SingleFlight.Share::release);
    }
}
