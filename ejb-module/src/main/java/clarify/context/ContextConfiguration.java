package clarify.context;

import clarify.cache.ListCache;
import clarify.concurrent.BoundedExecutor;
import clarify.concurrent.Bulkhead;
import clarify.concurrent.ServerExecutor;
import clarify.journal.Lookups;
import clarify.metrics.MetricsRegistry;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the application's context builder. */
@ApplicationScoped
class ContextConfiguration {

    /**
     * Lookups at once, as the server's executor has no bound of its own: as many as the servers' connection pools usually
     * have connections. Past it callers wait for a place until their lookup limit.
     */
    static final int LOOKUPS = 32;

    @Produces
    @Singleton
    ContextBuilder builder(
            ListCache cache,
            Lookups lookups,
            ServerExecutor executor,
            Bulkhead waiting,
            TokenEstimator estimator,
            MetricsRegistry metrics) {
        Settings settings = Settings.ofApplication();
        return new ContextBuilder(
                ContextSettings.read(settings),
                cache,
                lookups,
                new BoundedExecutor(executor, executor::executeOnNewThread, LOOKUPS),
                waiting,
                estimator,
                metrics.registry(),
                Tracing.ofServer(settings));
    }
}
