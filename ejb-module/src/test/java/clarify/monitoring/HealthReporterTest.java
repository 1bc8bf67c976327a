package clarify.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.CircuitRecord;
import clarify.redis.CircuitRecord.State;
import clarify.redis.HistoryState;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthReporterTest {

    @ParameterizedTest
    @CsvSource({
        "true, true, KNOWN, CLOSED, 0, ok",
        "true, true, IGNORED, CLOSED, 0, ok",
        "true, true, UNKNOWN, CLOSED, 0, degraded",
        "true, false, UNASKED, CLOSED, 0, degraded",
        "true, true, KNOWN, CLOSED, 2, degraded",
        "true, true, KNOWN, OPEN, 3, degraded",
        "true, true, KNOWN, HALF_OPEN, 3, degraded",
        "false, false, UNASKED, CLOSED, 0, none"
    })
    void redis_is_told_by_circuit_failures_and_history_and_never_ok_before_it_has_answered(
            boolean configured, boolean answered, HistoryState history, State state, int failures, String redis) {
        var circuit = new CircuitRecord.Snapshot(state, failures, Duration.ZERO);

        assertThat(HealthReporter.redis(configured, answered, history, circuit)).isEqualTo(redis);
    }
}
