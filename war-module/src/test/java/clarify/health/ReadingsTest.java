package clarify.health;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cache.CacheStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingsTest {

    private static CacheStatus cache(boolean configured, String state, int failures) {
        return new CacheStatus(configured, state.equals("closed"), state, failures, Duration.ZERO, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "true, closed, 0, ok",
        "true, closed, 2, degraded",
        "true, open, 3, degraded",
        "true, half-open, 3, degraded",
        "false, closed, 0, none"
    })
    void redis_is_told_by_circuit_and_failures(boolean configured, String state, int failures, String redis) {
        Readings readings = Readings.of(true, cache(configured, state, failures), 7);

        assertThat(readings).isEqualTo(new Readings(true, redis, state, 7));
    }

    @Test
    void only_the_database_decides() {
        assertThat(Readings.of(true, cache(true, "open", 9), 100_000).database())
                .isTrue();
        assertThat(Readings.of(false, cache(true, "closed", 0), 0).database()).isFalse();
    }
}
