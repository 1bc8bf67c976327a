package clarify.context;

import java.util.List;

/**
 * A list and where it came from.
 *
 * @param rows empty when the lookup failed
 */
record Found<E>(List<E> rows, Context.Source source) {

    static <E> Found<E> inCache(List<E> rows) {
        return new Found<>(rows, Context.Source.CACHE);
    }

    static <E> Found<E> inDatabase(List<E> rows) {
        return new Found<>(rows, Context.Source.DATABASE);
    }

    static <E> Found<E> nothing() {
        return new Found<>(List.of(), Context.Source.FAILED);
    }
}
