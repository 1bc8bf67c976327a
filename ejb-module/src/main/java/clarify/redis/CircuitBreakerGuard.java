package clarify.redis;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * Makes the guarded calls to Redis. "Consecutive failures" is a window as long as the threshold in which every call
 * failed; threshold and delay come from {@link CircuitConfigSource}. What is skipped here is a success for the breaker;
 * {@link Circuit} keeps its record by the same rules. The methods are not generic: SmallRye makes a text of a method's
 * generic signature for each call (ADR 78).
 */
@ApplicationScoped
public class CircuitBreakerGuard {

    /** Every call. */
    @CircuitBreaker(
            requestVolumeThreshold = RedisSettings.DEFAULT_FAILURES,
            failureRatio = 1.0,
            delay = RedisSettings.DEFAULT_RECOVERY_MILLIS,
            successThreshold = 1,
            skipOn = UncountedFailure.class)
    public void call(Runnable call) {
        call.run();
    }

    /** Calls that change something, within {@link #call}. */
    @CircuitBreaker(
            requestVolumeThreshold = RedisSettings.DEFAULT_FAILURES,
            failureRatio = 1.0,
            delay = RedisSettings.DEFAULT_RECOVERY_MILLIS,
            successThreshold = 1,
            skipOn = {CallInterrupted.class, OversizedReply.class})
    public void callStoring(Runnable call) {
        call.run();
    }
}
