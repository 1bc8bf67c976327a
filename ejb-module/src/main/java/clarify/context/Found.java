package clarify.context;

import java.util.List;

/**
 * A list and where it came from.
 *
 * @param rows empty when the lookup failed
 * @param isOurs whether this build looked it up for itself and others, so that it is this build's to store
 */
record Found<E>(List<E> rows, Context.Source source, boolean isOurs) {

    static <E> Found<E> inCache(List<E> rows) {
        return new Found<>(rows, Context.Source.CACHE, false);
    }

    static <E> Found<E> inDatabase(List<E> rows, boolean isOurs) {
        return new Found<>(rows, Context.Source.DATABASE, isOurs);
    }

    static <E> Found<E> nothing() {
        return new Found<>(List.of(), Context.Source.FAILED, false);
    }
}
