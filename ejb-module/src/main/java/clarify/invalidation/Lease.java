package clarify.invalidation;

import clarify.cache.Freshness;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long this node may trust its cache: while a poll of the outbox that began at most one lease ago has been completed.
 * So a poll that is late, hung or failing never looks like one that found nothing. Thread-safe.
 */
final class Lease {

    private final long length;
    private final LongSupplier nanoClock;

    /** When the last completed poll began; before that, when this node started. */
    private volatile long began;

    private volatile boolean polled;
    private volatile boolean unreachable;

    /** @param nanoClock a monotonic clock that runs on while the process stands still, as {@link System#nanoTime} on Linux */
    Lease(Duration length, LongSupplier nanoClock) {
        this.length = length.toNanos();
        this.nanoClock = nanoClock;
        this.began = nanoClock.getAsLong();
    }

    /** For a node without a cache: nothing to distrust. */
    static Lease endless() {
        Lease lease = new Lease(Duration.ofNanos(Long.MAX_VALUE), () -> 0);
        lease.renew(0);
        return lease;
    }

    long now() {
        return nanoClock.getAsLong();
    }

    /**
     * A poll was completed.
     *
     * @param pollBegan by {@link #now}, before anything was read
     */
    void renew(long pollBegan) {
        began = pollBegan;
        polled = true;
        unreachable = false;
    }

    /**
     * A poll was not completed, or does not end.
     *
     * @param unreachable whether because the database cannot be reached
     */
    void notRenewed(boolean unreachable) {
        this.unreachable = unreachable;
    }

    Freshness freshness() {
        if (polled && nanoClock.getAsLong() - began <= length) {
            return Freshness.FRESH;
        }
        return unreachable ? Freshness.BLIND : Freshness.OVERDUE;
    }

    Duration sinceLastPoll() {
        return Duration.ofNanos(Math.max(0, nanoClock.getAsLong() - began));
    }
}
