package clarify.cluster;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Durations of contexts under one fault, in microseconds; "uncached" on another node at the same time. */
record Latencies(String fault, Histogram warm, Histogram cold, Histogram open, Histogram uncached) {
    Latencies(String fault) {
        this(fault, new Histogram(3), new Histogram(3), new Histogram(3), new Histogram(3));
    }

    /** Markdown, in milliseconds. */
    static String table(List<Latencies> rows) {
        return rows.stream()
                .map(Latencies::row)
                .collect(Collectors.joining(
                        "",
                        "| median / longest, ms | warm | cold | circuit open | without a cache |\n|---|---|---|---|---|\n",
                        ""));
    }

    private String row() {
        return "| %s | %s | %s | %s | %s |\n".formatted(fault, cell(warm), cell(cold), cell(open), cell(uncached));
    }

    private static String cell(Histogram latencies) {
        return latencies.getTotalCount() == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.1f / %.1f",
                        latencies.getValueAtPercentile(50) / 1000.0,
                        latencies.getMaxValue() / 1000.0);
    }
}
