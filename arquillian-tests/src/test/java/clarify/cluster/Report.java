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

/** What a history came to. Thread-safe. */
final class Report {
    private static final int EXAMPLES = 20;

    private final long seed;
    private final long begin = System.nanoTime();
    private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
    private final Map<Finding, List<String>> examples = new EnumMap<>(Finding.class);
    private final Map<String, Histogram> latencies = new TreeMap<>();
    private long pending = -1;
    private long seconds;

    Report(long seed) {
        this.seed = seed;
        for (Finding finding : Finding.values()) {
            counts.put(finding, 0L);
            examples.put(finding, new ArrayList<>());
        }
    }

    synchronized void count(Finding finding) {
        counts.merge(finding, 1L, Long::sum);
    }

    /** Counts it, and remembers the first of its kind with everything that helps to find out why. */
    synchronized void found(Finding finding, String what) {
        count(finding);
        List<String> first = Objects.requireNonNull(examples.get(finding));
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

    /** Nobody reads or writes any more. */
    synchronized void ended() {
        seconds = (System.nanoTime() - begin) / 1_000_000_000;
    }

    synchronized void pending(long rows) {
        pending = rows;
    }

    synchronized long pending() {
        return pending;
    }

    synchronized long count(Finding... findings) {
        return Arrays.stream(findings)
                .mapToLong(finding -> counts.getOrDefault(finding, 0L))
                .sum();
    }

    long wrong() {
        return count(Arrays.stream(Finding.values()).filter(Finding::isWrong).toArray(Finding[]::new));
    }

    synchronized String text() {
        long reads = reads();
        var text = new StringBuilder("seed %d, %d s\nreads checked: %d, %d a second\n"
                .formatted(seed, seconds, reads, reads / Math.max(seconds, 1)));
        counts.forEach((finding, count) -> text.append("%s: %d\n".formatted(finding, count)));
        text.append("invalidations pending at the end: %d\n".formatted(pending));
        text.append("\n| fault | reads | p50 ms | p99 ms | max ms |\n|---|---|---|---|---|\n");
        latencies.forEach((fault, latency) -> text.append(row(fault, latency)));
        examples.forEach((finding, first) -> first.forEach(
                what -> text.append('\n').append(finding).append(": ").append(what)));
        return text.append('\n').toString();
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
