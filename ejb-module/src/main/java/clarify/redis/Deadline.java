package clarify.redis;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of the time that one Redis call may take on the calling thread, with all that belongs to it: connecting,
 * handshake, retry, and every single read.
 */
final class Deadline {

    private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

    private final long endNanos;
    private boolean connected;

    private Deadline(Duration limit) {
        endNanos = System.nanoTime() + limit.toNanos();
    }

    /** Starts the time of the calling thread; {@link #end} must follow. */
    static Deadline begin(Duration limit) {
        Deadline deadline = new Deadline(limit);
        CURRENT.set(deadline);
        return deadline;
    }

    static void end() {
        CURRENT.remove();
    }

    static Deadline current() {
        Deadline deadline = CURRENT.get();
        if (deadline == null) {
            throw new IllegalStateException("Redis call outside of a deadline");
        }
        return deadline;
    }

    /** @return milliseconds, at least one, at most {@code limit} */
    int remainingMillis(Duration limit) throws SocketTimeoutException {
        long remaining = endNanos - System.nanoTime();
        if (remaining <= 0) {
            throw new SocketTimeoutException("deadline passed");
        }
        return (int) Math.max(1, Math.min(remaining, limit.toNanos()) / 1_000_000);
    }

    /** Remembers that this call made a connection of its own. */
    void connected() {
        connected = true;
    }

    boolean hasConnected() {
        return connected;
    }
}
