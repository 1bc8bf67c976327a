package clarify.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.settings.Settings;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsRegistryTest {

    private final MetricsRegistry meters = new MetricsRegistry(new Settings(name -> Optional.empty()));

    @Test
    void metrics_are_shown_as_prometheus_reads_them() {
        meters.registry().counter("clarify.moons").increment();

        assertThat(meters.text())
                .contains("# TYPE clarify_moons_total counter\n")
                .contains("clarify_moons_total 1.0\n");
    }

    @Test
    void a_histogram_is_shown_as_buckets_and_its_largest_value() {
        Timer.builder("clarify.orbit")
                .publishPercentileHistogram()
                .register(meters.registry())
                .record(Duration.ofMillis(1500));

        assertThat(meters.text())
                .contains("clarify_orbit_seconds_bucket{le=\"+Inf\"} 1\n")
                .contains("clarify_orbit_seconds_sum 1.5\n")
                .contains("clarify_orbit_seconds_max 1.5\n");
    }

    @Test
    void they_are_closed_to_the_public_unless_a_setting_opens_them() {
        assertThat(meters.isOpen()).isFalse();
        assertThat(new MetricsRegistry(new Settings(name -> Optional.of("true"))).isOpen())
                .isTrue();
    }
}
