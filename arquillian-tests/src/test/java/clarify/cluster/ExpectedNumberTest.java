package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpectedNumberTest {
    private static final int HERE = 0;
    private static final int THERE = 1;

    private long now = Duration.ofHours(1).toNanos();
    private final ExpectedNumber expected = new ExpectedNumber(() -> now);

    @Test
    void the_node_that_answered_must_show_the_number_at_once() {
        acknowledged(HERE);
        acknowledged(HERE);

        assertThat(expected.floor(HERE).always().number()).isEqualTo(2);
    }

    @Test
    void the_other_node_must_show_it_after_the_promised_time() {
        acknowledged(HERE);
        assertThat(expected.floor(THERE).promised().number()).isZero();
        assertThat(expected.floor(THERE).hoped().number()).isEqualTo(1);

        pass(HistoryChecker.LEASE.plusMillis(1));

        assertThat(expected.floor(THERE).promised().number()).isEqualTo(1);
    }

    @Test
    void an_old_answer_still_counts_while_newer_ones_are_within_the_limit() {
        acknowledged(HERE);
        pass(HistoryChecker.LEASE.plusMillis(1));
        acknowledged(HERE);
        acknowledged(HERE);

        assertThat(expected.floor(THERE).promised().number()).isEqualTo(1);
        assertThat(expected.floor(HERE).always().number()).isEqualTo(3);
    }

    @Test
    void each_node_keeps_its_own_answers() {
        acknowledged(HERE);
        acknowledged(THERE);

        assertThat(expected.floor(HERE).always().number()).isEqualTo(1);
        assertThat(expected.floor(THERE).always().number()).isEqualTo(2);
    }

    @Test
    void a_write_whose_answer_was_lost_is_not_required_but_allowed() {
        acknowledged(HERE);
        expected.lose(expected.next());
        acknowledged(HERE);

        assertThat(expected.floor(HERE).always().number()).isEqualTo(3);
        assertThat(expected.mayHaveComeLate(2)).isTrue();
        assertThat(expected.mayHaveComeLate(1)).isFalse();
    }

    @Test
    void a_lost_write_is_settled_once_a_later_write_was_sent_after_its_time_limit() {
        expected.lose(expected.next());
        pass(Duration.ofMinutes(2));
        acknowledged(HERE);

        assertThat(expected.mayHaveComeLate(1)).isFalse();
    }

    private void acknowledged(int node) {
        expected.acknowledge(expected.next(), node, now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
