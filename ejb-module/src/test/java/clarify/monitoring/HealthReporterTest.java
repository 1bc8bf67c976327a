package clarify.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.CircuitRecord;
import clarify.redis.CircuitRecord.State;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthReporterTest {

    @ParameterizedTest
    @CsvSource({
        "true, true, CLOSED, 0, ok",
        "true, false, CLOSED, 0, degraded",
        "true, true, CLOSED, 2, degraded",
        "true, true, OPEN, 3, degraded",
        "true, true, HALF_OPEN, 3, degraded",
        "false, false, CLOSED, 0, none"
    })
    void redis_is_told_by_circuit_and_failures_and_never_ok_before_it_has_answered(
            boolean configured, boolean answered, State state, int failures, String redis) {
        var circuit = new CircuitRecord.Snapshot(state, failures, Duration.ZERO);

        assertThat(HealthReporter.redis(configured, answered, circuit)).isEqualTo(redis);
    }
}
