package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WantedTest {
    private static final int HERE = 0;
    private static final int THERE = 1;

    private long now = Duration.ofHours(1).toNanos();
    private final Wanted wanted = new Wanted(() -> now);

    @Test
    void the_node_that_answered_must_show_the_number_at_once() {
        acknowledged(HERE);
        acknowledged(HERE);

        assertThat(wanted.floor(HERE).always().number()).isEqualTo(2);
    }

    @Test
    void the_other_node_must_show_it_after_the_promised_time() {
        acknowledged(HERE);
        assertThat(wanted.floor(THERE).promised().number()).isZero();
        assertThat(wanted.floor(THERE).hoped().number()).isEqualTo(1);

        pass(HistoryChecker.PROMISE.plusMillis(1));

        assertThat(wanted.floor(THERE).promised().number()).isEqualTo(1);
    }

    @Test
    void an_old_answer_still_counts_when_newer_ones_are_too_young_to() {
        acknowledged(HERE);
        pass(HistoryChecker.PROMISE.plusMillis(1));
        acknowledged(HERE);
        acknowledged(HERE);

        assertThat(wanted.floor(THERE).promised().number()).isEqualTo(1);
        assertThat(wanted.floor(HERE).always().number()).isEqualTo(3);
    }

    @Test
    void each_node_keeps_its_own_answers() {
        acknowledged(HERE);
        acknowledged(THERE);

        assertThat(wanted.floor(HERE).always().number()).isEqualTo(1);
        assertThat(wanted.floor(THERE).always().number()).isEqualTo(2);
    }

    @Test
    void a_write_whose_answer_was_lost_asks_for_nothing_and_excuses_itself_alone() {
        acknowledged(HERE);
        wanted.lose(wanted.next());
        acknowledged(HERE);

        assertThat(wanted.floor(HERE).always().number()).isEqualTo(3);
        assertThat(wanted.mayHaveComeLate(2)).isTrue();
        assertThat(wanted.mayHaveComeLate(1)).isFalse();
    }

    @Test
    void a_lost_write_excuses_nothing_after_a_write_that_was_sent_when_it_had_surely_ended() {
        wanted.lose(wanted.next());
        pass(Duration.ofMinutes(2));
        acknowledged(HERE);

        assertThat(wanted.mayHaveComeLate(1)).isFalse();
    }

    private void acknowledged(int node) {
        wanted.acknowledge(wanted.next(), node, now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
