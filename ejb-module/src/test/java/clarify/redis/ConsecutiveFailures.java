package clarify.redis;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/** Breakers as MicroProfile Fault Tolerance's are, whose delay ends when the test says so. */
public final class ConsecutiveFailures {

    private static final int THRESHOLD = 3;

    private final One main = new One(UncountedFailure.class::isInstance);
    private final One storing = new One(e -> e instanceof CallInterrupted || e instanceof OversizedReply);

    public Breakers breakers() {
        return new Breakers(main, storing);
    }

    /** The next call does not get as far as its connection. */
    public void failNext(Error error) {
        main.next = error;
    }

    public void endDelay() {
        main.delayIsOver = true;
        storing.delayIsOver = true;
    }

    private static final class One implements Breaker {

        private final Predicate<Throwable> skipOn;
        private int failures;
        private boolean open;
        private boolean delayIsOver;
        private @Nullable Error next;

        One(Predicate<Throwable> skipOn) {
            this.skipOn = skipOn;
        }

        @Override
        public <T> T call(Supplier<T> call) {
            if (open && !delayIsOver) {
                throw new CircuitBreakerOpenException("open");
            }
            try {
                throwNext();
                T result = call.get();
                succeeded();
                return result;
            } catch (RuntimeException | Error e) {
                if (skipOn.test(e)) {
                    succeeded();
                } else {
                    failed();
                }
                throw e;
            }
        }

        private void throwNext() {
            Error error = next;
            next = null;
            if (error != null) {
                throw error;
            }
        }

        private void succeeded() {
            failures = 0;
            open = false;
        }

        private void failed() {
            failures++;
            open |= failures >= THRESHOLD;
            delayIsOver = false;
        }
    }
}
