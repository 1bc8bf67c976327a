package clarify.redis;

import clarify.logging.RecurringCauses;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Logs failed calls: each while all is well otherwise, and the same cause once while it is known; its stack once a minute.
 * Thread-safe.
 */
final class FailureLog {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private final RecurringCauses causes = new RecurringCauses();

    private @Nullable String lastCause;
    private int suppressed;

    /** @param known whether the failure can be no news, as a circuit is open */
    void failed(RedisOperation operation, String key, Throwable failure, boolean known) {
        if (!isSuppressed(failure, known)) {
            Optional<String> plain = plain(failure);
            String text = "Redis failed: operation=" + operation.label() + " key=" + key + ": "
                    + plain.orElseGet(failure::toString);
            if (plain.isEmpty() && causes.worth(failure).isPresent()) {
                LOG.log(Level.WARNING, text, failure);
            } else {
                LOG.warning(text);
            }
        }
    }

    /** What says all that there is to be said, without a stack. */
    private static Optional<String> plain(Throwable failure) {
        return failure instanceof JedisDataException
                ? Optional.ofNullable(failure.getMessage())
                : ConnectionProblem.told(failure);
    }

    private synchronized boolean isSuppressed(Throwable failure, boolean known) {
        String cause = CallOutcome.of(failure) + " " + failure.getMessage();
        if (known && cause.equals(lastCause)) {
            suppressed++;
            return true;
        }
        lastCause = cause;
        return false;
    }

    /** All is well again. @return how many failures were not logged since the last time */
    synchronized int recovered() {
        int count = suppressed;
        suppressed = 0;
        lastCause = null;
        return count;
    }
}
