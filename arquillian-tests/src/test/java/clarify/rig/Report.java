package clarify.rig;

import clarify.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** What a history came to. Thread-safe. */
final class Report {
    private static final int EXAMPLES = 20;

    private final long seed;
    private final long begin = System.nanoTime();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failedWrites = new AtomicLong();
    private final AtomicLong lostWrites = new AtomicLong();
    private final AtomicLong within = new AtomicLong();
    private final AtomicLong same = new AtomicLong();
    private final AtomicLong beyond = new AtomicLong();
    private final AtomicLong failedReads = new AtomicLong();
    private final AtomicLong invented = new AtomicLong();
    private final List<String> examples = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Histogram> latencies = new TreeMap<>();
    private volatile long pending = -1;

    Report(long seed) {
        this.seed = seed;
    }

    void written() {
        written.incrementAndGet();
    }

    void failedWrite(int status) {
        failedWrites.incrementAndGet();
        example("write answered " + status);
    }

    void lostWrite() {
        lostWrites.incrementAndGet();
    }

    synchronized void read(String fault, long nanos) {
        latencies.computeIfAbsent(fault, any -> new Histogram(3)).recordValue(nanos / 1_000);
    }

    void failedRead(int node, String fault, String what) {
        failedReads.incrementAndGet();
        example("failed on node " + node + ", fault: " + fault + ": " + what);
    }

    void invented(String what) {
        invented.incrementAndGet();
        example("invented: " + what);
    }

    void staleOnTheSameNode(String what) {
        same.incrementAndGet();
        example("stale: " + what);
    }

    void staleBeyondThePromise(String what) {
        beyond.incrementAndGet();
        example("stale beyond the promise: " + what);
    }

    void staleWithinThePromise() {
        within.incrementAndGet();
    }

    void pending(long rows) {
        pending = rows;
    }

    private void example(String what) {
        if (examples.size() < EXAMPLES) {
            examples.add(what);
        }
    }

    long wrong() {
        return same.get() + beyond.get() + failedReads.get() + invented.get();
    }

    long pending() {
        return pending;
    }

    synchronized String text() {
        long reads =
                latencies.values().stream().mapToLong(Histogram::getTotalCount).sum();
        StringBuilder text = new StringBuilder("""
                seed %d, %d s
                reads checked: %d
                stale on the node that had answered: %d
                stale on the other node beyond the promised %s: %d
                not yet on the other node, within it: %d
                failed contexts: %d, contexts with what nobody wrote: %d
                writes: %d acknowledged, %d refused, %d with a lost answer
                invalidations pending at the end: %d

                | fault | reads | p50 ms | p99 ms | max ms |
                |---|---|---|---|---|
                """.formatted(
                        seed,
                        (System.nanoTime() - begin) / 1_000_000_000,
                        reads,
                        same.get(),
                        HistoryChecker.PROMISE,
                        beyond.get(),
                        within.get(),
                        failedReads.get(),
                        invented.get(),
                        written.get(),
                        failedWrites.get(),
                        lostWrites.get(),
                        pending));
        latencies.forEach((fault, latency) -> text.append("| %s | %d | %.1f | %.1f | %.1f |%n"
                .formatted(
                        fault,
                        latency.getTotalCount(),
                        latency.getValueAtPercentile(50) / 1000.0,
                        latency.getValueAtPercentile(99) / 1000.0,
                        latency.getMaxValue() / 1000.0)));
        examples.forEach(example -> text.append(example).append('\n'));
        return text.toString();
    }

    Path write() {
        try {
            return Files.writeString(
                    Stage.file("clarify.servers").toPath().resolveSibling("history-" + seed + ".txt"), text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
