package clarify.cluster;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the answers of a server by their status. Thread-safe. */
final class Answers {
    private final Map<String, Integer> counts = new TreeMap<>();

    synchronized void count(int status) {
        counts.merge(String.valueOf(status), 1, Integer::sum);
    }

    /** There was no answer, or not all of it. */
    synchronized void countNone() {
        counts.merge("none", 1, Integer::sum);
    }

    /** Such as {@code 200: 3, 503: 12}. */
    @Override
    public synchronized String toString() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + ": " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
