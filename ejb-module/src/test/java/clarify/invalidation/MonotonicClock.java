package clarify.invalidation;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A monotonic clock that stands still until the test moves it. */
final class MonotonicClock implements LongSupplier {

    private volatile long nanos;
    private Runnable beforeNextReading = () -> {};

    synchronized void advance(Duration time) {
        nanos += time.toNanos();
    }

    /** Does something once, when the time is asked and before it is told. */
    void beforeNextReading(Runnable action) {
        beforeNextReading = action;
    }

    @Override
    public long getAsLong() {
        Runnable action = beforeNextReading;
        beforeNextReading = () -> {};
        action.run();
        return nanos;
    }
}
