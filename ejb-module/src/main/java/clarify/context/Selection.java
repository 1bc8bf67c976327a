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
 */
record Selection(Optional<Section> section, List<LeftOut> leftOut) {

    /** @param wanted which rows are told of, of all but those beyond the limit */
    static <E> Selection of(List<E> rows, Predicate<E> wanted, int limit, Function<List<E>, Section> form) {
        List<E> left = rows.stream().filter(wanted).toList();
        List<E> told = left.stream().limit(limit).toList();
        List<LeftOut> leftOut = new ArrayList<>();
        add(leftOut, Reason.SESSION, rows.size() - left.size());
        add(leftOut, Reason.LIMIT, left.size() - told.size());
        return new Selection(told.isEmpty() ? Optional.empty() : Optional.of(form.apply(told)), leftOut);
    }

    /** @return the same and what did not fit */
    List<LeftOut> leftOutWithBudget(int notFitting) {
        List<LeftOut> all = new ArrayList<>(leftOut);
        add(all, Reason.BUDGET, notFitting);
        return List.copyOf(all);
    }

    private static void add(List<LeftOut> leftOut, Reason reason, int items) {
        if (items > 0) {
            leftOut.add(new LeftOut(reason, items));
        }
    }
}
