package clarify.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What was measured of each contender: one number a round. */
final class Results {

    /**
     * One round.
     *
     * @param value in the unit of the measurement
     * @param bytes of garbage for each context
     */
    record Measured(double value, double bytes) {}

    private final Map<Contender, List<Measured>> rounds = new EnumMap<>(Contender.class);

    void add(Contender contender, Measured measured) {
        rounds.computeIfAbsent(contender, key -> new ArrayList<>()).add(measured);
    }

    List<Contender> contenders() {
        return List.copyOf(rounds.keySet());
    }

    private List<Measured> of(Contender contender) {
        return Objects.requireNonNull(rounds.get(contender));
    }

    double value(Contender contender) {
        return median(of(contender), Measured::value);
    }

    double bytes(Contender contender) {
        return median(of(contender), Measured::bytes);
    }

    /** The median of the ratios in each round: what slows a whole round down does not count. */
    double ratio(Contender contender, Contender to) {
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
