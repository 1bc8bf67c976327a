package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalCountsTest {

    private final AtomicLong time = new AtomicLong();
    private final RefusalCounts refusals = new RefusalCounts(time::get);

    private long records(String who, int times) {
        return IntStream.range(0, times)
                .filter(i -> refusals.isWorthARecord(who))
                .count();
    }

    @Test
    void the_first_ten_of_each_caller_are_worth_a_record() {
        assertThat(records("maya", 3)).isEqualTo(3);
        assertThat(records("maya", 100)).isEqualTo(7);
        assertThat(records("noam", 100)).isEqualTo(10);
    }

    @Test
    void the_others_are_counted_once_the_minute_is_over() {
        records("maya", 110);
        records("noam", 10);
        assertThat(refusals.ofEndedMinute()).isEmpty();

        time.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(refusals.ofEndedMinute()).isEqualTo(Map.of("maya", 100));
        assertThat(refusals.ofEndedMinute()).isEmpty();
        assertThat(records("maya", 1)).isOne();
    }

    @Test
    void what_was_counted_can_be_had_before_the_minute_is_over() {
        records("maya", 11);

        assertThat(refusals.all()).isEqualTo(Map.of("maya", 1));
        assertThat(refusals.all()).isEmpty();
    }

    @Test
    void callers_beyond_number_are_one() {
        IntStream.range(0, RefusalCounts.CALLERS).forEach(i -> records("caller" + i, 1));

        assertThat(records("one more", 6)).isEqualTo(6);
        assertThat(records("and another", 6)).isEqualTo(4);
        assertThat(refusals.all()).isEqualTo(Map.of(RefusalCounts.OTHERS, 2));
    }
}
