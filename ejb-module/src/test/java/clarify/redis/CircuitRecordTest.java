package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitRecordTest {

    private final AtomicLong clock = new AtomicLong();
    private final CircuitRecord record = new CircuitRecord(3, Duration.ofNanos(10), clock::get);

    private void open() {
        while (!record.failed()) {
            assertThat(record.isClosed()).isTrue();
        }
        record.opened();
    }

    @Test
    void a_try_that_fails_after_a_reset_does_not_hide_that_there_are_enough_failures() {
        open();
        record.reset();
        record.failed();
        record.failed();
        clock.addAndGet(10);
        assertThat(record.beginsTry()).isTrue();
        record.tryFailed();

        assertThat(record.failed()).isTrue();
    }
}
