package clarify.redis;

import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** A breaker as MicroProfile Fault Tolerance's is, whose delay ends when the test says so. */
public final class ConsecutiveFailures implements Breaker {

    private static final int THRESHOLD = 3;

    private int failures;
    private boolean open;
    private boolean delayIsOver;

    public void endDelay() {
        delayIsOver = true;
    }

    @Override
    public <T> T call(Supplier<T> call) {
        if (open && !delayIsOver) {
            throw new CircuitBreakerOpenException("open");
        }
        try {
            T result = call.get();
            failures = 0;
            open = false;
            return result;
        } catch (RuntimeException e) {
            failures++;
            open |= failures >= THRESHOLD;
            delayIsOver = false;
            throw e;
        }
    }
}
