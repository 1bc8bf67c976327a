package clarify.redis;

import clarify.logging.RecurringCauses;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs failed calls: each while all is well otherwise, and the same cause once while it is known; its stack at most once a minute, and
 * what somebody has to repair, too. Thread-safe.
 */
final class FailureLog {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private final String place;
    private final RecurringCauses causes = new RecurringCauses();

    private RecurringCauses toRepair = new RecurringCauses();
    private @Nullable String lastCause;
    private int suppressed;

    /** @param place where, as the end of a sentence; empty where there is one place only */
    FailureLog(String place) {
        this.place = place;
    }

    /** @param known whether the failure can be no news, as a circuit is open */
    void failed(RedisOperation operation, String key, Throwable failure, boolean known) {
        Optional<String> told = Repairable.told(failure);
        if (!isSuppressed(failure, told, known)) {
            String what = "Redis" + place + " failed: operation=" + operation.label() + " key=" + key;
            if (told.isEmpty() && causes.worth(failure).isPresent()) {
                LOG.log(Level.WARNING, what, failure);
            } else {
                LOG.warning(() -> what + ": " + told.orElseGet(failure::toString));
            }
        }
    }

    private synchronized boolean isSuppressed(Throwable failure, Optional<String> told, boolean known) {
        String cause = CallOutcome.of(failure) + " " + failure.getMessage();
        if ((known && cause.equals(lastCause)) || isToldAlready(told)) {
            suppressed++;
            return true;
        }
        lastCause = cause;
        return false;
    }

    /** Numbers, such as that of a slot, are no other cause. */
    private boolean isToldAlready(Optional<String> told) {
        return told.filter(text -> toRepair.worth(text.replaceAll("[0-9]+", "")).isEmpty())
                .isPresent();
    }

    /** All is well again. @return how many failures were not logged since the last time */
    synchronized int recovered() {
        int count = suppressed;
        suppressed = 0;
        lastCause = null;
        toRepair = new RecurringCauses();
        return count;
    }
}
