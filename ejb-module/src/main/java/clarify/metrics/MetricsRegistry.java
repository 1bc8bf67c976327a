package clarify.metrics;

import clarify.settings.Setting;
import clarify.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** The metrics of the application. Thread-safe. */
@ApplicationScoped
public class MetricsRegistry {

    /** The media type of {@link #text}. */
    public static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";

    /** Whether everybody may read the metrics. */
    public static final Setting<Boolean> OPEN = Setting.flag("clarify.metrics.open", false);

    private final Settings settings;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    public MetricsRegistry() {
        this(Settings.ofApplication());
    }

    /** With these settings instead of the application's. */
    public MetricsRegistry(Settings settings) {
        // Read when asked: the client proxy is an object of this class too, made before the check of the settings.
        this.settings = settings;
    }

    @PreDestroy
    void stop() {
        registry.close();
    }

    /**
     * Where a package registers its metrics: names with dots, the base unit at the end; labels never hold what a user chose.
     */
    public MeterRegistry registry() {
        return registry;
    }

    /** Whether everybody may read the metrics, not only administrators. */
    public boolean isOpen() {
        return settings.get(OPEN);
    }

    /** The current values of all metrics, in the text format of Prometheus. */
    public String text() {
        return registry.scrape();
    }
}
