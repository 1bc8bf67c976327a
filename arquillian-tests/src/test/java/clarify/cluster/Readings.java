package clarify.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What steady readers got while one thing went wrong, and until everything was normal again. Thread-safe. */
final class Readings {
    private static final Pattern MISSES = Pattern.compile("\"cacheMisses\":(\\d+)");

    private final String fault;

    /** How other callers were answered. */
    final Answers others = new Answers();

    final SteadyLatencies contexts = new SteadyLatencies();

    /** Of {@code GET /dreams}; none where the fault is of the database. */
    final SteadyLatencies dreams = new SteadyLatencies();

    private final AtomicInteger withMisses = new AtomicInteger();
    private final AtomicInteger partial = new AtomicInteger();
    private final AtomicInteger marked = new AtomicInteger();
    private volatile Duration normalAfter = Duration.ZERO;

    Readings(String fault) {
        this.fault = fault;
    }

    /** Of a context. */
    void add(SteadyReader.Reading reading) {
        contexts.add(reading);
        ContextClient.Reply reply = reading.reply();
        if (reply == null || reply.status() != 200) {
            return;
        }
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

    void normalAfter(Duration time) {
        normalAfter = time;
    }

    /** Contexts that had not all lists, or none at all. */
    int incomplete() {
        return contexts.failed() + partial.get();
    }

    int withMisses() {
        return withMisses.get();
    }

    /** How long it took after the end of the fault. */
    Duration normalAfter() {
        return normalAfter;
    }

    /** What failed and what was slow, line by line. */
    String details() {
        return fault + "\n" + contexts.details() + (dreams.count() == 0 ? "" : " GET /dreams\n" + dreams.details());
    }

    /** Markdown. The first row is that of the quiet time. */
    static String table(List<Readings> rows) {
        Readings quiet = rows.get(0);
        return rows.stream().map(row -> row.row(quiet)).collect(Collectors.joining("", """
                | while | failed | misses | partial | marked | p50 ms | to quiet | p99 ms | to quiet | normal after s | `GET /dreams` p50 ms | to quiet | other answers |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|
                """, ""));
    }

    private String row(Readings quiet) {
        return String.format(
                Locale.ROOT,
                "| %s | %d of %d | %d | %d | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %s | %s |%n",
                fault,
                contexts.failed(),
                contexts.count(),
                withMisses.get(),
                partial.get(),
                marked.get(),
                contexts.millis(50),
                contexts.to(quiet.contexts, 50),
                contexts.millis(99),
                contexts.to(quiet.contexts, 99),
                normalAfter.toNanos() / 1e9,
                dreams.count() == 0
                        ? "- | -"
                        : String.format(Locale.ROOT, "%.1f | %.1f", dreams.millis(50), dreams.to(quiet.dreams, 50)),
                others);
    }

    @Override
    public String toString() {
        return fault;
    }
}
