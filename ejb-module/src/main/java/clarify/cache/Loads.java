package clarify.cache;

import clarify.concurrent.SingleFlight;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Loads of other beans, shared by those who want the same; made on a caller's thread, where its transaction is. */
final class Loads {

    private final SingleFlight<String, Optional<?>> flights = SingleFlight.flownByCallers();
    private final Duration limit;
    private final CacheMetrics figures;

    Loads(Duration limit, CacheMetrics figures) {
        this.limit = limit;
        this.figures = figures;
    }

    /** @param load what this caller would do; who shares it must want the same type */
    @SuppressWarnings("unchecked")
    <T> Optional<T> share(String key, Supplier<Optional<T>> load) {
        var ticket = flights.join(key, Optional.empty(), load);
        if (!ticket.isLeading()) {
            figures.joined();
        }
        try {
            return (Optional<T>) ticket.await(System.nanoTime() + limit.toNanos());
        } catch (ExecutionException e) {
            throw rethrown(e);
        } catch (TimeoutException e) {
            return load.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return load.get();
        }
    }

    private static RuntimeException rethrown(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }
}
