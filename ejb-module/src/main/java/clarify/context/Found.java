package clarify.context;

import clarify.cache.CachedList;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A list and where it came from.
 *
 * @param rows empty when the lookup failed
 * @param age how long the cache has had it; empty when it does not come from there
 * @param toBeStored whether it is this build's to store: of those who share a lookup, it began it
 */
record Found<E>(List<E> rows, Context.Source source, Optional<Duration> age, boolean toBeStored) {

    static <E> Found<E> inCache(CachedList<E> list) {
        return new Found<>(list.rows(), Context.Source.CACHE, Optional.of(list.age()), false);
    }

    static <E> Found<E> inDatabase(List<E> rows, boolean toBeStored) {
        return new Found<>(rows, Context.Source.DATABASE, Optional.empty(), toBeStored);
    }

    static <E> Found<E> nothing() {
        return new Found<>(List.of(), Context.Source.FAILED, Optional.empty(), false);
    }
}
