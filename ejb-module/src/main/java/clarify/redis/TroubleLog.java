package clarify.redis;

import clarify.logging.RecurringCauses;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Logs a trouble that may come and go with each call: at most once a minute for each kind of cause, and that it is over if it was
 * logged. Thread-safe.
 */
final class TroubleLog {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private final String end;
    private final RecurringCauses causes = new RecurringCauses();
    private boolean logged;

    /** @param end that it is over */
    TroubleLog(String end) {
        this.end = end;
    }

    /** @param kind of the cause: one of few */
    synchronized void isThere(String kind, Supplier<String> text) {
        causes.worth(kind).ifPresent(others -> {
            logged = true;
            LOG.warning(() -> text.get() + RecurringCauses.told(others));
        });
    }

    synchronized void isOver() {
        if (logged) {
            logged = false;
            LOG.info(end);
        }
    }
}
