package clarify.cluster;

import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The result of a history check. Thread-safe. */
final class Report {
    private static final int EXAMPLES = 20;

    private final long seed;
    private final long begin = System.nanoTime();
    private final Map<Observation, Long> counts = new EnumMap<>(Observation.class);
    private final Map<Observation, List<String>> examples = new EnumMap<>(Observation.class);
    private final Map<String, Histogram> latencies = new TreeMap<>();
    private final Map<String, Resources> before = new TreeMap<>();
    private final Map<String, Resources> after = new TreeMap<>();
    private long pending = -1;
    private long seconds;

    Report(long seed) {
        this.seed = seed;
        for (Observation observation : Observation.values()) {
            counts.put(observation, 0L);
            examples.put(observation, new ArrayList<>());
        }
    }

    synchronized void count(Observation observation) {
        counts.merge(observation, 1L, Long::sum);
    }

    /** Counts it, and keeps the details of the first ones of its kind. */
    synchronized void found(Observation observation, String what) {
        count(observation);
        List<String> first = Objects.requireNonNull(examples.get(observation));
        if (first.size() < EXAMPLES) {
            first.add(what);
        }
    }

    synchronized void read(String fault, long nanos) {
        latencies.computeIfAbsent(fault, any -> new Histogram(3)).recordValue(nanos / 1_000);
    }

    synchronized long reads() {
        return latencies.values().stream().mapToLong(Histogram::getTotalCount).sum();
    }

    /** Readers and writers have stopped. */
    synchronized void ended() {
        seconds = (System.nanoTime() - begin) / 1_000_000_000;
    }

    /** Threads of a node, and bytes of its log. */
    private record Resources(int threads, long log) {}

    synchronized void before(String node, int threads, long log) {
        before.put(node, new Resources(threads, log));
    }

    /** Bytes of the log of the node before the run. */
    synchronized long loggedBefore(String node) {
        return Objects.requireNonNull(before.get(node)).log();
    }

    /** @param log bytes of the log that this run has made, without the records of contexts */
    synchronized void after(String node, int threads, long log) {
        after.put(node, new Resources(threads, log));
    }

    synchronized void pending(long rows) {
        pending = rows;
    }

    synchronized long pending() {
        return pending;
    }

    synchronized long total(Observation... observations) {
        return Arrays.stream(observations)
                .mapToLong(observation -> counts.getOrDefault(observation, 0L))
                .sum();
    }

    long wrong() {
        return total(
                Arrays.stream(Observation.values()).filter(Observation::isWrong).toArray(Observation[]::new));
    }

    synchronized String text() {
        long reads = reads();
        var text = new StringBuilder("seed %d, %d s\nreads checked: %d, %d a second\n"
                .formatted(seed, seconds, reads, reads / Math.max(seconds, 1)));
        counts.forEach((observation, count) -> text.append("%s: %d\n".formatted(observation, count)));
        text.append("invalidations pending at the end: %d\n".formatted(pending));
        after.forEach((node, used) -> text.append(resources(node, used)));
        text.append("\n| fault | reads | p50 ms | p99 ms | max ms |\n|---|---|---|---|---|\n");
        latencies.forEach((fault, latency) -> text.append(row(fault, latency)));
        examples.forEach((observation, first) -> first.forEach(
                what -> text.append('\n').append(observation).append(": ").append(what)));
        return text.append('\n').toString();
    }

    private String resources(String node, Resources used) {
        return "%s: %d threads before and %d after; log without the records of contexts: %.2f MB a minute\n"
                .formatted(
                        node,
                        Objects.requireNonNull(before.get(node)).threads(),
                        used.threads(),
                        used.log() * 60e-6 / Math.max(seconds, 1));
    }

    private static String row(String fault, Histogram latency) {
        return "| %s | %d | %.1f | %.1f | %.1f |\n"
                .formatted(
                        fault,
                        latency.getTotalCount(),
                        latency.getValueAtPercentile(50) / 1000.0,
                        latency.getValueAtPercentile(99) / 1000.0,
                        latency.getMaxValue() / 1000.0);
    }

    Path write() {
        try {
            return Files.writeString(
                    TestEnvironment.file("clarify.servers").toPath().resolveSibling("history-" + seed + ".txt"),
                    text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
