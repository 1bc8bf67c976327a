package clarify.context;

import clarify.kind.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts how the lookups of one kind end, and logs those that fail: a cause at once, and while it lasts once a minute, with
 * how many there were. Thread-safe.
 */
final class LookupReport {

    private static final Logger LOG = Logger.getLogger(LookupReport.class.getName());

    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final Kind kind;
    private final ContextMetrics metrics;
    private final LongSupplier nanoTime;
    private final Map<String, Cause> causes = new HashMap<>();

    LookupReport(Kind kind, ContextMetrics metrics) {
        this(kind, metrics, System::nanoTime);
    }

    LookupReport(Kind kind, ContextMetrics metrics, LongSupplier nanoTime) {
        this.kind = kind;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    void ended() {
        metrics.lookedUp(kind, ContextMetrics.Lookup.OK);
    }

    void ranOutOfTime(UUID userId, Throwable cause) {
        metrics.lookedUp(kind, ContextMetrics.Lookup.TIMEOUT);
        log("ran out of time", userId, cause);
    }

    void failed(UUID userId, @Nullable Throwable cause) {
        metrics.lookedUp(kind, ContextMetrics.Lookup.FAILED);
        log("failed", userId, cause);
    }

    private void log(String how, UUID userId, @Nullable Throwable failure) {
        int before = unlogged(how + " " + classes(failure));
        if (before >= 0) {
            String others = before == 0 ? "" : " (and " + before + " before it)";
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "Lookup " + how + ": kind=" + kind.label() + " userId=" + userId + others);
        }
    }

    /** How many were not logged since the last record of that cause, or -1 if this one is not to be logged either. */
    private synchronized int unlogged(String name) {
        long now = nanoTime.getAsLong();
        Cause cause = causes.get(name);
        if (cause != null && now - cause.logged < QUIET) {
            cause.unlogged++;
            return -1;
        }
        causes.put(name, new Cause(now));
        return cause == null ? 0 : cause.unlogged;
    }

    /** What identifies a cause. Messages do not: they may tell of one query or one connection. */
    private static String classes(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .map(cause -> cause.getClass().getName())
                .collect(Collectors.joining(" "));
    }

    private static final class Cause {

        private final long logged;
        private int unlogged;

        Cause(long logged) {
            this.logged = logged;
        }
    }
}
