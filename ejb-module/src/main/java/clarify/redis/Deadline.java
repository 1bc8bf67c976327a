package clarify.redis;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The end of the time that one Redis call may take, with all that belongs to it: waiting for a connection, connecting,
 * handshake, retry, and every single read.
 */
final class Deadline {

    private final long endNanos;

    private Deadline(Duration limit) {
        endNanos = System.nanoTime() + limit.toNanos();
    }

    /** The time begins now. */
    static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /** @return what is left, at most {@code limit}; zero when it has passed */
    Duration remaining(Duration limit) {
        long remaining = Math.max(0, endNanos - System.nanoTime());
        return Duration.ofNanos(Math.min(remaining, limit.toNanos()));
    }

    /** @return milliseconds, at least one, at most {@code limit} */
    int remainingMillis(Duration limit) throws SocketTimeoutException {
        Duration remaining = remaining(limit);
        if (remaining.isZero()) {
            throw new SocketTimeoutException("deadline passed");
        }
        return (int) Math.max(1, remaining.toMillis());
    }
}
