package clarify.context;

import java.util.List;

/**
 * A list and where it came from.
 *
 * @param rows empty when the lookup failed
 * @param toBeStored whether it is this build's to store: of those who share a lookup, it began it
 */
record Found<E>(List<E> rows, Context.Source source, boolean toBeStored) {

    static <E> Found<E> inCache(List<E> rows) {
        return new Found<>(rows, Context.Source.CACHE, false);
    }

    static <E> Found<E> inDatabase(List<E> rows, boolean toBeStored) {
        return new Found<>(rows, Context.Source.DATABASE, toBeStored);
    }

    static <E> Found<E> nothing() {
        return new Found<>(List.of(), Context.Source.FAILED, false);
    }
}
