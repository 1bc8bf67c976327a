package clarify.redis;

import clarify.logging.RecurringCauses;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Logs a trouble that may come and go with each call: each kind of cause once until it is over, and that it is over. One that comes
 * back within a minute is logged after that, if it is still there. Thread-safe.
 */
final class TroubleLog {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private final String end;
    private final RecurringCauses causes;
    private final Set<String> logged = new HashSet<>();

    /** @param end that it is over */
    TroubleLog(String end) {
        this(end, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    TroubleLog(String end, LongSupplier nanoTime) {
        this.end = end;
        this.causes = new RecurringCauses(nanoTime);
    }

    /**
     * To be called each time that it is noticed.
     *
     * @param kind of the cause: one of few
     */
    synchronized void isThere(String kind, Supplier<String> text) {
        if (!logged.contains(kind) && causes.worth(kind).isPresent()) {
            logged.add(kind);
            LOG.warning(text);
        }
    }

    synchronized void isOver() {
        if (!logged.isEmpty()) {
            logged.clear();
            LOG.info(end);
        }
    }
}
