package clarify.redis;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * Makes the guarded calls to Redis. "Consecutive failures" is a window as long as the threshold in which every call
 * failed; threshold and delay come from {@link CircuitConfigSource}. What is skipped here is a success for the breaker;
 * {@link Circuit} keeps its record by the same rules.
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
    public <T> T call(Supplier<T> call) {
        return call.get();
    }

    /** Calls that change something, within {@link #call}. */
    @CircuitBreaker(
            requestVolumeThreshold = RedisSettings.DEFAULT_FAILURES,
            failureRatio = 1.0,
            delay = RedisSettings.DEFAULT_RECOVERY_MILLIS,
            successThreshold = 1,
            skipOn = {CallInterrupted.class, OversizedReply.class})
    public <T> T callStoring(Supplier<T> call) {
        return call.get();
    }
}
