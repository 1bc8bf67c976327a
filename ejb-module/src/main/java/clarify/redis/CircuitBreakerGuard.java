package clarify.redis;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * Makes the guarded calls to Redis. "Consecutive failures" is a window as long as the threshold in which every call
 * failed; threshold and delay come from {@link CircuitConfigSource}.
 */
@ApplicationScoped
public class CircuitBreakerGuard implements Breaker {

    @Override
    @CircuitBreaker(
            requestVolumeThreshold = RedisSettings.DEFAULT_FAILURES,
            failureRatio = 1.0,
            delay = RedisSettings.DEFAULT_RECOVERY_MILLIS,
            successThreshold = 1)
    public <T> T call(Supplier<T> call) {
        return call.get();
    }
}
