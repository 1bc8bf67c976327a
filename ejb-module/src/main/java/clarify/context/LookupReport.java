package clarify.context;

import clarify.kind.Kind;
import clarify.logging.RecurringCauses;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts how the lookups of one kind end, and logs those that fail: a cause at once, and while it lasts once a minute, with
 * how many there were. Thread-safe.
 */
final class LookupReport {

    private static final Logger LOG = Logger.getLogger(LookupReport.class.getName());

    private final Kind kind;
    private final ContextMetrics metrics;
    private final RecurringCauses causes;

    LookupReport(Kind kind, ContextMetrics metrics) {
        this(kind, metrics, new RecurringCauses());
    }

    LookupReport(Kind kind, ContextMetrics metrics, RecurringCauses causes) {
        this.kind = kind;
        this.metrics = metrics;
        this.causes = causes;
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
        causes.worth(failure).ifPresent(others -> {
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "Lookup " + how + ": kind=" + kind.label() + " userId=" + userId
                            + RecurringCauses.told(others));
        });
    }
}
