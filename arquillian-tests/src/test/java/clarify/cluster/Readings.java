package clarify.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What a steady reader got while one thing went wrong, and until everything was normal again. Thread-safe. */
final class Readings {
    private static final Pattern MISSES = Pattern.compile("\"cacheMisses\":(\\d+)");
    private static final int EXAMPLES = 10;

    private final String fault;

    /** How other callers were answered. */
    final Answers others = new Answers();

    private final Histogram micros = new ConcurrentHistogram(3);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentSkipListMap<Duration, Duration> slowest = new ConcurrentSkipListMap<>();
    private final AtomicInteger withMisses = new AtomicInteger();
    private final AtomicInteger partial = new AtomicInteger();
    private final AtomicInteger marked = new AtomicInteger();
    private volatile Duration normalAfter = Duration.ZERO;

    Readings(String fault) {
        this.fault = fault;
    }

    /** @param planned when the request was to be sent, since the fault began */
    void answered(ContextClient.Reply reply, Duration planned, Duration latency) {
        if (reply.status() != 200) {
            failed(reply.status() + " " + reply.body(), planned, latency);
            return;
        }
        record(planned, latency);
        Matcher misses = MISSES.matcher(reply.body());
        if (!misses.find() || !misses.group(1).equals("0")) {
            withMisses.incrementAndGet();
        }
        if (reply.body().contains("\"partial\":true")) {
            partial.incrementAndGet();
        }
        if (reply.body().contains("\"fresh\":false")) {
            marked.incrementAndGet();
        }
    }

    /** @param planned when the request was to be sent, since the fault began */
    void failed(String how, Duration planned, Duration latency) {
        record(planned, latency);
        failures.add("planned %.2f s after the begin, answered %.2f s later: %s"
                .formatted(seconds(planned), seconds(latency), how));
    }

    private void record(Duration planned, Duration latency) {
        micros.recordValue(latency.toNanos() / 1_000);
        slowest.put(latency, planned);
        while (slowest.size() > EXAMPLES) {
            slowest.pollFirstEntry();
        }
    }

    void normalAfter(Duration time) {
        normalAfter = time;
    }

    int failed() {
        return failures.size();
    }

    /** How long it took after the end of the fault. */
    Duration normalAfter() {
        return normalAfter;
    }

    /** A percentile as a multiple of that of others. */
    double to(Readings quiet, double percentile) {
        return (double) micros.getValueAtPercentile(percentile) / quiet.micros.getValueAtPercentile(percentile);
    }

    /** What failed and what was slow, line by line. */
    String details() {
        String failed = failures.stream()
                .limit(EXAMPLES)
                .map(how -> "  failed: " + how + "\n")
                .collect(Collectors.joining());
        String slow = slowest.descendingMap().entrySet().stream()
                .map(one ->
                        String.format(Locale.ROOT, "%.0f ms at %.2f s", millis(one.getKey()), seconds(one.getValue())))
                .collect(Collectors.joining(", "));
        return fault + "\n" + failed + "  slowest: " + slow + "\n";
    }

    /** Markdown. The first row is that of the quiet time. */
    static String table(List<Readings> rows) {
        Readings quiet = rows.get(0);
        return rows.stream().map(row -> row.row(quiet)).collect(Collectors.joining("", """
                | while | contexts | failed | with misses | partial | marked | p50 ms | p99 ms | max ms | p50 to quiet | p99 to quiet | normal after s | other answers |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|
                """, ""));
    }

    private String row(Readings quiet) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %s |%n",
                fault,
                micros.getTotalCount(),
                failed(),
                withMisses.get(),
                partial.get(),
                marked.get(),
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0,
                to(quiet, 50),
                to(quiet, 99),
                seconds(normalAfter),
                others);
    }

    @Override
    public String toString() {
        return fault;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
