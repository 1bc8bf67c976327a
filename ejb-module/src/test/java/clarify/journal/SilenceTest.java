package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private final AtomicLong now = new AtomicLong(-1);
    private final Silence silence = new Silence(now::get);

    @Test
    void two_failures_in_a_row_are_silence_until_the_next_answer() {
        assertThat(silence.lasts()).isFalse();

        silence.goesOn();
        assertThat(silence.lasts()).isFalse();

        silence.goesOn();
        assertThat(silence.lasts()).isTrue();

        silence.ended();
        assertThat(silence.lasts()).isFalse();

        silence.goesOn();
        assertThat(silence.lasts()).isFalse();
    }

    @Test
    void nobody_is_refused_when_nobody_has_asked_for_a_while() {
        silence.goesOn();
        silence.goesOn();
        now.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(silence.lasts()).isFalse();

        silence.goesOn();
        assertThat(silence.lasts()).isTrue();
    }
}
