package clarify.cluster;

import clarify.cluster.Wrk.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Rounds in which one thing after the other is measured, so that what is compared was measured at almost the same time. */
final class HttpLoad {
    private final Map<String, List<Load>> loads = new LinkedHashMap<>();

    /** One thing to measure. */
    record Contender(String name, Node node, MeasuredRequest request) {}

    /** Measures all of them, once a round. */
    static HttpLoad measure(Wrk wrk, List<Contender> contenders, int rounds, int connections, Duration each) {
        HttpLoad load = new HttpLoad();
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                load.add(contender.name(), wrk.run(contender.node(), contender.request(), connections, each));
            }
        }
        return load;
    }

    private void add(String name, Load load) {
        loads.computeIfAbsent(name, first -> new ArrayList<>()).add(load);
    }

    private List<Load> of(String name) {
        return loads.getOrDefault(name, List.of());
    }

    /** Of all rounds. */
    double median(String name, ToDoubleFunction<Load> value) {
        return median(of(name).stream().mapToDouble(value).toArray());
    }

    /** Of all rounds, the median of the ratios within a round: its answers a second to the mean of those of the others. */
    double ratio(String name, String... others) {
        double[] ratios = new double[of(name).size()];
        for (int round = 0; round < ratios.length; round++) {
            double sum = 0;
            for (String other : others) {
                sum += of(other).get(round).perSecond();
            }
            ratios[round] = of(name).get(round).perSecond() / (sum / others.length);
        }
        return median(ratios);
    }

    /** Of all rounds. */
    double max(String name, ToDoubleFunction<Load> value) {
        return of(name).stream().mapToDouble(value).max().orElseThrow();
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
