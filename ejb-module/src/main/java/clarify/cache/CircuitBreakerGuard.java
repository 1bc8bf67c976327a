package clarify.cache;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * The one guarded door to Redis. "Consecutive failures" is a window as long as the threshold in which every call
 * failed; threshold and delay come from {@link CircuitConfigSource}.
 */
@ApplicationScoped
public class CircuitBreakerGuard implements Breaker {

    @Override
    @CircuitBreaker(
            requestVolumeThreshold = CacheSettings.DEFAULT_FAILURES,
            failureRatio = 1.0,
            delay = CacheSettings.DEFAULT_RECOVERY_MILLIS,
            successThreshold = 1)
    public <T> T call(Supplier<T> call) {
        return call.get();
    }
}
