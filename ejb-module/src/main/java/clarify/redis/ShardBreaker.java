package clarify.redis;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * The breaker of one shard of a Cluster. MicroProfile Fault Tolerance has one breaker for each method of a class, and shards
 * come and go. It has the same rules: too many failures in a row open it, and after the delay one call decides. Thread-safe.
 */
final class ShardBreaker implements Breaker {

    private final int threshold;
    private final long delay;
    private final Predicate<Throwable> counts;
    private final LongSupplier nanoClock;

    private int failures;
    private boolean open;
    private boolean trying;
    private long openedAt;

    /** @param counts which failures count; all others are a success */
    ShardBreaker(int threshold, Duration delay, Predicate<Throwable> counts, LongSupplier nanoClock) {
        this.threshold = threshold;
        this.delay = delay.toNanos();
        this.counts = counts;
        this.nanoClock = nanoClock;
    }

    /** Both of a shard, by the settings. */
    static Breakers both(RedisSettings settings) {
        return new Breakers(of(settings, Circuit::countsInMain), of(settings, Circuit::countsInStoring));
    }

    private static ShardBreaker of(RedisSettings settings, Predicate<Throwable> counts) {
        return new ShardBreaker(settings.circuitFailures(), settings.circuitRecovery(), counts, System::nanoTime);
    }

    @Override
    public <T> T call(Supplier<T> call) {
        boolean decides = enter();
        try {
            T answer = call.get();
            succeeded(decides);
            return answer;
        } catch (RuntimeException | Error e) {
            if (counts.test(e)) {
                failed(decides);
            } else {
                succeeded(decides);
            }
            throw e;
        }
    }

    /** @return whether it is the call that decides */
    private synchronized boolean enter() {
        if (!open) {
            return false;
        }
        if (trying || nanoClock.getAsLong() - openedAt < delay) {
            throw new CircuitBreakerOpenException("open");
        }
        trying = true;
        return true;
    }

    /** What began before it opened says nothing any more. */
    private synchronized void succeeded(boolean decides) {
        if (decides) {
            trying = false;
            open = false;
        }
        failures = open ? failures : 0;
    }

    private synchronized void failed(boolean decides) {
        failures++;
        if (decides || (!open && failures >= threshold)) {
            trying = false;
            open = true;
            openedAt = nanoClock.getAsLong();
        }
    }
}
