package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.invalidation.LowWaterMark.Decided;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The numbers of transactions are PostgreSQL's: OutboxBloatServerIT. */
class LowWaterMarkTest {

    private static final OptionalLong NONE = OptionalLong.empty();

    private final LowWaterMark mark = new LowWaterMark();

    private static Decided decided(String incarnation, long below) {
        return new Decided(Optional.of(incarnation), below);
    }

    @Test
    void everything_is_read_before_anything_is_known() {
        assertThat(mark.begin(decided("one", 100))).isZero();
    }

    @Test
    void what_was_decided_without_a_row_is_not_read_again() {
        mark.found(decided("one", 100), NONE);

        assertThat(mark.begin(decided("one", 120))).isEqualTo(100);
    }

    @Test
    void a_row_is_read_again_until_it_is_gone() {
        mark.found(decided("one", 100), OptionalLong.of(70));
        assertThat(mark.begin(decided("one", 100))).isEqualTo(70);

        mark.found(decided("one", 110), NONE);
        assertThat(mark.begin(decided("one", 110))).isEqualTo(110);
    }

    /** It may have been committed between the two questions. */
    @Test
    void a_row_of_a_transaction_that_was_not_decided_yet_does_not_move_the_mark_past_the_others() {
        mark.found(decided("one", 100), OptionalLong.of(130));

        assertThat(mark.begin(decided("one", 140))).isEqualTo(100);
    }

    @Test
    void in_another_incarnation_everything_is_read() {
        mark.found(decided("one", 100), NONE);

        assertThat(mark.begin(decided("two", 100))).isZero();
    }

    @Test
    void without_an_incarnation_everything_is_read_each_time() {
        mark.found(decided("one", 100), NONE);
        assertThat(mark.begin(Decided.NOTHING)).isZero();

        mark.found(Decided.NOTHING, NONE);
        assertThat(mark.begin(decided("one", 100))).isEqualTo(100);
    }
}
