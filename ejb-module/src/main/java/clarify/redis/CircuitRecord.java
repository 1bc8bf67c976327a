package clarify.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What is known of the circuit. MicroProfile Fault Tolerance has no portable way to ask its breaker, so this record is
 * fed by what the guarded calls did; it decides nothing but who may call. Thread-safe.
 */
public final class CircuitRecord {

    /** Where the circuit stands; the text is the one of status documents. */
    public enum State {
        CLOSED("closed"),
        OPEN("open"),
        HALF_OPEN("half-open");

        private final String label;

        State(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private final int threshold;
    private final Duration recovery;
    private final LongSupplier nanoClock;

    // Changed by one at a time. Every call asks these, and must not wait for the others to learn that all is well.
    private volatile State state = State.CLOSED;
    private volatile int failures;
    private volatile boolean breakerStillOpen;

    private long openedAt;
    private long nextTryAt;

    CircuitRecord(int threshold, Duration recovery, LongSupplier nanoClock) {
        this.threshold = threshold;
        this.recovery = recovery;
        this.nanoClock = nanoClock;
    }

    /** What a status document says, all of one moment. */
    public record Snapshot(State state, int consecutiveFailures, Duration untilNextTry) {

        static final Snapshot CLOSED = new Snapshot(State.CLOSED, 0, Duration.ZERO);

        /** That of the two which is further from closed, with the failures of the one that has more. */
        Snapshot worse(Snapshot other) {
            Snapshot worse = other.severity() > severity() ? other : this;
            int failures = Math.max(consecutiveFailures, other.consecutiveFailures);
            return new Snapshot(worse.state, failures, worse.untilNextTry);
        }

        private int severity() {
            return switch (state) {
                case CLOSED -> 0;
                case HALF_OPEN -> 1;
                case OPEN -> 2;
            };
        }
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(state, failures, untilNextTry());
    }

    /** How long until the next background try; zero while the circuit is closed or the try is under way. */
    synchronized Duration untilNextTry() {
        if (state != State.OPEN) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, nextTryAt - nanoClock.getAsLong()));
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Not while the background try is under way. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    /** After a reset the breaker itself stays open until a background try has closed it; calls go past it. */
    boolean isBreakerBypassed() {
        return breakerStillOpen && isBypassed();
    }

    private synchronized boolean isBypassed() {
        return state == State.CLOSED && breakerStillOpen;
    }

    void succeeded() {
        if (failures > 0) {
            forgetFailures();
        }
    }

    private synchronized void forgetFailures() {
        if (state == State.CLOSED) {
            failures = 0;
        }
    }

    /** @return whether so many calls in a row have failed that the breaker must have opened */
    synchronized boolean failed() {
        if (state != State.CLOSED) {
            return false;
        }
        failures++;
        return failures >= threshold;
    }

    /** @return whether this is news */
    synchronized boolean opened() {
        if (state != State.CLOSED) {
            return false;
        }
        state = State.OPEN;
        openedAt = nanoClock.getAsLong();
        breakerStillOpen = true;
        failures = Math.max(failures, threshold);
        nextTryAt = openedAt + recovery.toNanos();
        return true;
    }

    /** @return whether the background try is due: the breaker is open, as far as is known, and its delay is over */
    synchronized boolean beginsTry() {
        if (!breakerStillOpen || state == State.HALF_OPEN || nanoClock.getAsLong() - nextTryAt < 0) {
            return false;
        }
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
        }
        return true;
    }

    /** The background try was not let through. */
    synchronized void tryPostponed() {
        if (state == State.HALF_OPEN) {
            state = State.OPEN;
        }
    }

    /** The background try failed: the breaker has opened for another recovery time. */
    synchronized void tryFailed() {
        failures++;
        if (state == State.HALF_OPEN) {
            state = State.OPEN;
        }
        nextTryAt = nanoClock.getAsLong() + recovery.toNanos();
    }

    /** The background try succeeded and has closed the breaker. @return how long the circuit was open; zero if it was reset before */
    synchronized Duration trySucceeded() {
        breakerStillOpen = false;
        Duration open = state == State.CLOSED ? Duration.ZERO : Duration.ofNanos(nanoClock.getAsLong() - openedAt);
        state = State.CLOSED;
        failures = 0;
        return open;
    }

    synchronized void reset() {
        state = State.CLOSED;
        failures = 0;
    }
}
