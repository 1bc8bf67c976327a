package clarify.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VitalsTest {

    @AfterEach
    void end() {
        Vitals.ended();
    }

    @Test
    void nothing_has_started_until_the_application_tells() {
        assertThat(Vitals.haveStarted()).isFalse();
        assertThat(Vitals.take()).isEmpty();
    }

    @Test
    void readings_are_taken_when_they_are_asked_for() {
        long[] pending = {1};
        Vitals.started(() -> new Readings(true, "ok", "closed", pending[0]));
        pending[0] = 7;

        assertThat(Vitals.haveStarted()).isTrue();
        assertThat(Vitals.take()).contains(new Readings(true, "ok", "closed", 7));
    }

    @Test
    void who_has_ended_is_not_ready() {
        Vitals.started(() -> new Readings(true, "ok", "closed", 0));

        Vitals.ended();

        assertThat(Vitals.take()).isEmpty();
    }
}
