package clarify.cluster;

import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long the requests of a steady reader took, and which failed: were not answered with 200. Thread-safe. */
final class SteadyLatencies {
    private static final int EXAMPLES = 10;

    private final Histogram micros = new ConcurrentHistogram(3);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentSkipListMap<Duration, Duration> slowest = new ConcurrentSkipListMap<>();

    void add(SteadyReader.Reading reading) {
        micros.recordValue(reading.latency().toNanos() / 1_000);
        slowest.put(reading.latency(), reading.planned());
        while (slowest.size() > EXAMPLES) {
            slowest.pollFirstEntry();
        }
        ContextClient.Reply reply = reading.reply();
        if (reply == null || reply.status() != 200) {
            failures.add("planned %.2f s after the begin, answered %.2f s later: %s"
                    .formatted(
                            seconds(reading.planned()),
                            seconds(reading.latency()),
                            reply == null ? reading.failure() : reply.status() + " " + reply.body()));
        }
    }

    long count() {
        return micros.getTotalCount();
    }

    int failed() {
        return failures.size();
    }

    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    /** A percentile as a multiple of that of others. */
    double to(SteadyLatencies quiet, double percentile) {
        return millis(percentile) / quiet.millis(percentile);
    }

    /** What failed and what was slow, line by line. */
    String details() {
        String failed = failures.stream()
                .limit(EXAMPLES)
                .map(how -> "  failed: " + how + "\n")
                .collect(Collectors.joining());
        String slow = slowest.descendingMap().entrySet().stream()
                .map(one -> String.format(
                        Locale.ROOT, "%.0f ms at %.2f s", 1000 * seconds(one.getKey()), seconds(one.getValue())))
                .collect(Collectors.joining(", "));
        return failed + "  slowest: " + slow + "\n";
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
