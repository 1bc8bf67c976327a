package clarify.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of each of several: one number a round.
 *
 * @param <C> those who were measured
 */
final class Results<C extends Enum<C>> {

    /**
     * One round.
     *
     * @param value in the unit of the measurement
     * @param bytes of garbage for each context
     */
    record Measured(double value, double bytes) {}

    private final Map<C, List<Measured>> rounds = new TreeMap<>();

    void add(C contender, Measured measured) {
        rounds.computeIfAbsent(contender, key -> new ArrayList<>()).add(measured);
    }

    void add(C contender, double value) {
        add(contender, new Measured(value, 0));
    }

    List<C> contenders() {
        return List.copyOf(rounds.keySet());
    }

    private List<Measured> of(C contender) {
        return Objects.requireNonNull(rounds.get(contender));
    }

    double value(C contender) {
        return median(of(contender), Measured::value);
    }

    double bytes(C contender) {
        return median(of(contender), Measured::bytes);
    }

    /** The median of the ratios in each round: what slows a whole round down does not count. */
    double ratio(C contender, C to) {
        List<Measured> ours = of(contender);
        List<Measured> theirs = of(to);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).value() / theirs.get(i).value());
        }
        return median(ratios, Double::doubleValue);
    }

    private static <E> double median(List<E> all, ToDoubleFunction<E> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
