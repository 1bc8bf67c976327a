package clarify.cache;

import clarify.concurrent.SingleFlight;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Loads of other beans, shared by callers of the same key; made on a caller's thread, within its transaction. */
final class SharedLoads {

    private final SingleFlight<String, Optional<?>> loads;
    private final Duration limit;
    private final CacheMetrics metrics;

    SharedLoads(Duration limit, CacheMetrics metrics) {
        this.limit = limit;
        this.loads = SingleFlight.onCallersThreads(limit);
        this.metrics = metrics;
    }

    /** @param load what this caller would do; who shares it must want the same type */
    @SuppressWarnings("unchecked")
    <T> Optional<T> share(String key, Supplier<Optional<T>> load) {
        var share = loads.join(key, Optional.empty(), load);
        if (!share.isLeading()) {
            metrics.coalesced();
        }
        try {
            return (Optional<T>) share.await(System.nanoTime() + limit.toNanos());
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
