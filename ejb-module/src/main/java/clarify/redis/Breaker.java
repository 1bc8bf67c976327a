package clarify.redis;

import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Lets calls through until too many in a row have failed. */
@FunctionalInterface
public interface Breaker {

    /**
     * @throws CircuitBreakerOpenException instead of making the call
     * @throws RuntimeException what the call itself threw
     */
    <T> T call(Supplier<T> call);
}
