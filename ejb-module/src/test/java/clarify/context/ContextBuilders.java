package clarify.context;

import clarify.cache.ListCache;
import clarify.concurrent.Bulkhead;
import clarify.concurrent.LoadThreads;
import clarify.journal.Lookups;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Context builders for tests, with the default settings. */
public final class ContextBuilders {

    private ContextBuilders() {}

    public static ContextBuilder on(ListCache cache, Lookups lookups, Executor executor, MeterRegistry metrics) {
        return on(cache, lookups, executor, metrics, Duration.ofMinutes(2));
    }

    static ContextBuilder on(
            ListCache cache, Lookups lookups, Executor executor, MeterRegistry metrics, Duration lookupTimeout) {
        return new ContextBuilder(
                new ContextSettings(8000, 5, 10, 3, 3, 3, lookupTimeout),
                cache,
                lookups,
                LoadThreads.orCaller(executor),
                new Bulkhead(1000, 1000, Duration.ofMinutes(1)),
                new LengthTokenEstimator(),
                metrics,
                Tracing.none());
    }
}
