package clarify.invalidation;

import clarify.logging.RecurringCauses;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logs the polls that fail: a cause at once and with its stack, while it lasts or recurs once a minute with how many there
 * were, and the end of what was logged. For one thread.
 */
final class PollReport {

    private static final Logger LOG = Logger.getLogger(OutboxPoller.class.getName());

    private final RecurringCauses causes;
    private boolean failing;
    private boolean told;

    PollReport() {
        this(new RecurringCauses());
    }

    PollReport(RecurringCauses causes) {
        this.causes = causes;
    }

    /** @return whether this was the first failure in a row */
    @CanIgnoreReturnValue
    boolean failed(Throwable failure) {
        boolean first = !failing;
        failing = true;
        causes.worth(failure).ifPresent(others -> {
            log(failure, first || others == 0, RecurringCauses.told(others));
            told = true;
        });
        return first;
    }

    private static void log(Throwable failure, boolean withStack, String others) {
        if (withStack) {
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "Invalidations cannot be polled; tried again until they can" + others);
        } else {
            LOG.warning(() -> "Invalidations cannot be polled" + others + ": " + failure);
        }
    }

    void succeeded() {
        if (told) {
            LOG.info("Invalidations are polled again");
        }
        failing = false;
        told = false;
    }
}
