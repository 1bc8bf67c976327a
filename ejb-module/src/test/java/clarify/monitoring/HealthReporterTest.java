package clarify.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cache.CacheStatus;
import clarify.cache.Freshness;
import clarify.health.HealthSnapshot;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthReporterTest {

    @ParameterizedTest
    @CsvSource({
        "true, closed, 0, ok",
        "true, closed, 2, degraded",
        "true, open, 3, degraded",
        "true, half-open, 3, degraded",
        "false, closed, 0, none"
    })
    void redis_is_told_by_circuit_and_failures(boolean configured, String state, int failures, String redis) {
        CacheStatus cache = new CacheStatus(
                configured,
                state.equals("closed"),
                state,
                failures,
                Duration.ZERO,
                0,
                0,
                Freshness.BLIND,
                Duration.ZERO,
                0);

        assertThat(HealthReporter.snapshot(true, cache, 7))
                .isEqualTo(new HealthSnapshot(true, redis, state, "blind", 7));
    }
}
