package clarify.redis;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The end of the time that one Redis call may take, with all that belongs to it: waiting for a connection, resolving a
 * name, connecting, handshake, writing, reading, retry. Immutable.
 */
final class Deadline {

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    /** The time begins now. */
    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** An end for a part of the work: the same, or what is {@code limit} from now if that is sooner. */
    Deadline atMost(Duration limit) {
        Deadline other = in(limit);
        return other.endNanos - endNanos < 0 ? other : this;
    }

    /** What is left; zero when it has passed. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /** @return at least one */
    long remainingMillis() throws SocketTimeoutException {
        long nanos = endNanos - System.nanoTime();
        if (nanos <= 0) {
            throw new SocketTimeoutException("deadline passed");
        }
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
