package clarify.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthStateTest {

    @AfterEach
    void end() {
        HealthState.ended();
    }

    @Test
    void nothing_has_started_until_the_application_tells() {
        assertThat(HealthState.haveStarted()).isFalse();
        assertThat(HealthState.take()).isEmpty();
    }

    @Test
    void readings_are_taken_when_they_are_asked_for() {
        long[] pending = {1};
        HealthState.started(() -> new HealthSnapshot(true, false, "ok", "closed", "fresh", pending[0]));
        pending[0] = 7;

        assertThat(HealthState.haveStarted()).isTrue();
        assertThat(HealthState.take()).contains(new HealthSnapshot(true, false, "ok", "closed", "fresh", 7));
    }

    @Test
    void who_has_ended_is_not_ready() {
        HealthState.started(() -> new HealthSnapshot(true, false, "ok", "closed", "fresh", 0));

        HealthState.ended();

        assertThat(HealthState.take()).isEmpty();
    }
}
