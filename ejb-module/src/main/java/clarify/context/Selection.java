package clarify.context;

import clarify.context.Context.LeftOut;
import clarify.context.Context.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What of a list is to be told, if the budget allows, and what is not in any case.
 *
 * @param section empty without rows
 * @param notWanted how many rows are not told of
 * @param beyondLimit how many wanted rows are too many
 */
record Selection(Optional<Section<?>> section, int notWanted, int beyondLimit) {

    /** The first rows, all of which are wanted. */
    static <E> Selection of(List<E> rows, int limit, Function<List<E>, Section<?>> form) {
        return of(rows, 0, limit, form);
    }

    /** @param wanted which rows are told of, of all but those beyond the limit */
    static <E> Selection of(List<E> rows, Predicate<E> wanted, int limit, Function<List<E>, Section<?>> form) {
        List<E> left = new ArrayList<>(rows);
        left.removeIf(wanted.negate());
        return of(left, rows.size() - left.size(), limit, form);
    }

    private static <E> Selection of(List<E> left, int notWanted, int limit, Function<List<E>, Section<?>> form) {
        List<E> told = left.size() > limit ? left.subList(0, limit) : left;
        return new Selection(
                told.isEmpty() ? Optional.empty() : Optional.of(form.apply(told)),
                notWanted,
                left.size() - told.size());
    }

    /** Of the items that are to be told. */
    int items() {
        return section.map(known -> known.items().size()).orElse(0);
    }

    /** @return what is not in the text, with what did not fit */
    List<LeftOut> leftOut(int notFitting) {
        if (notWanted + beyondLimit + notFitting == 0) {
            return List.of();
        }
        List<LeftOut> all = new ArrayList<>();
        add(all, Reason.SESSION, notWanted);
        add(all, Reason.LIMIT, beyondLimit);
        add(all, Reason.BUDGET, notFitting);
        return List.copyOf(all);
    }

    private static void add(List<LeftOut> leftOut, Reason reason, int items) {
        if (items > 0) {
            leftOut.add(new LeftOut(reason, items));
        }
    }
}
