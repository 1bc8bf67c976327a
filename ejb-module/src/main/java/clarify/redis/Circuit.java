package clarify.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** A circuit: the breaker, which alone decides, and the record of what it has decided. Thread-safe. */
final class Circuit {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private static final Breaker PAST_THE_BREAKER = Supplier::get;

    private final String name;
    private final Breaker breaker;
    private final CircuitRecord record;
    private final Predicate<Throwable> counts;
    private final RedisMetrics metrics;

    /** @param counts which failures the breaker counts; all others are a success for it */
    private Circuit(
            String name, Breaker breaker, CircuitRecord record, Predicate<Throwable> counts, RedisMetrics metrics) {
        this.name = name;
        this.breaker = breaker;
        this.record = record;
        this.counts = counts;
        this.metrics = metrics;
    }

    /** @param place where, as the end of a name; empty where there is one place only */
    static Circuit main(Breaker breaker, RedisSettings settings, RedisMetrics metrics, String place) {
        return new Circuit("Circuit to Redis" + place, breaker, record(settings), Circuit::countsInMain, metrics);
    }

    static Circuit storing(Breaker breaker, RedisSettings settings, RedisMetrics metrics, String place) {
        return new Circuit(
                "Circuit for storing in Redis" + place, breaker, record(settings), Circuit::countsInStoring, metrics);
    }

    static boolean countsInMain(Throwable failure) {
        return !(failure instanceof UncountedFailure);
    }

    static boolean countsInStoring(Throwable failure) {
        return !(failure instanceof CallInterrupted
                || failure instanceof OversizedReply
                || failure instanceof Redirected);
    }

    private static CircuitRecord record(RedisSettings settings) {
        return new CircuitRecord(settings.circuitFailures(), settings.circuitRecovery(), System::nanoTime);
    }

    boolean isClosed() {
        return record.isClosed();
    }

    boolean isOpen() {
        return record.isOpen();
    }

    CircuitRecord.Snapshot snapshot() {
        return record.snapshot();
    }

    /** Through the breaker; past it after a reset, until a background try has closed it. */
    Breaker way() {
        return record.isBreakerBypassed() ? PAST_THE_BREAKER : breaker;
    }

    void succeeded() {
        record.succeeded();
    }

    /**
     * A call has failed. Only the breaker opens the circuit; it is asked by a call that does nothing. Let through, that
     * call is a success for the breaker, and so it is for the record.
     */
    void failed(Throwable failure) {
        if (!counts.test(failure)) {
            record.succeeded();
            return;
        }
        if (!record.failed()) {
            return;
        }
        if (record.isBreakerBypassed()) {
            open();
            return;
        }
        try {
            breaker.call(() -> true);
            record.succeeded();
        } catch (CircuitBreakerOpenException e) {
            open();
        }
    }

    /** The breaker has refused a call. */
    void open() {
        if (record.opened()) {
            metrics.opened();
            LOG.warning(() -> name + " opened after " + record.snapshot().consecutiveFailures()
                    + " consecutive failures; next try in " + record.untilNextTry());
        }
    }

    void reset() {
        record.reset();
    }

    /**
     * Makes the background try if it is due: the one call that the breaker lets through after its delay. A reply that is too
     * long, or names another node, is a success, as it is for the breaker: Redis has answered.
     *
     * @return how long the circuit was open, zero if it was reset before; empty when no call was made
     * @throws RuntimeException why it has failed
     */
    Optional<Duration> tryAgainIfDue(Supplier<?> call) {
        if (!record.beginsTry()) {
            return Optional.empty();
        }
        boolean failed = true;
        try {
            breaker.call(call);
            failed = false;
            return Optional.of(record.trySucceeded());
        } catch (CircuitBreakerOpenException e) {
            failed = false;
            record.tryPostponed(); // the breaker's clock is a little behind the record's
            return Optional.empty();
        } catch (OversizedReply | Redirected e) {
            failed = false;
            return Optional.of(record.trySucceeded());
        } catch (CallInterrupted e) {
            failed = false;
            record.tryPostponed();
            throw e;
        } finally {
            if (failed) {
                record.tryFailed();
            }
        }
    }

    String name() {
        return name;
    }
}
