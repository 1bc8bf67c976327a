package clarify.redis;

import java.net.SocketTimeoutException;
import java.util.Locale;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** How one call ended. */
enum CallOutcome {
    OK,
    TIMEOUT,
    /** No pooled connection came free in time. */
    POOL,
    /** A node of a Cluster has named another one, which is asked next, or none. */
    REDIRECTED,
    /** Redis answered an error, or a reply that could not be decoded. */
    REPLY,
    /** Refused, or lost. */
    CONNECTION;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }

    static CallOutcome of(Throwable failure) {
        if (failure instanceof PoolExhausted) {
            return POOL;
        }
        if (failure instanceof Redirected) {
            return REDIRECTED;
        }
        if (isCausedBy(SocketTimeoutException.class, failure)) {
            return TIMEOUT;
        }
        return failure instanceof JedisConnectionException ? CONNECTION : REPLY;
    }

    private static boolean isCausedBy(Class<? extends Throwable> type, Throwable failure) {
        return Causes.of(failure).anyMatch(type::isInstance);
    }
}
