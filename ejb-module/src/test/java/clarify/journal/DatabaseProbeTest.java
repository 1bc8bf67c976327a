package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseProbeTest {

    private final AtomicLong nanoTime = new AtomicLong(-1);
    private final AtomicInteger checks = new AtomicInteger();
    private final DatabaseProbe probe = probe(check -> new Thread(check).start());

    private volatile CountDownLatch silence = new CountDownLatch(0);
    private volatile boolean failing;

    private DatabaseProbe probe(Executor executor) {
        return new DatabaseProbe(this::reach, executor, nanoTime::get);
    }

    private void reach() throws SQLException {
        checks.incrementAndGet();
        try {
            silence.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failing) {
            throw new SQLException("away");
        }
    }

    private void beSilent() {
        silence = new CountDownLatch(1);
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @AfterEach
    void endTheSilence() {
        silence.countDown();
    }

    @Test
    void a_database_that_answers_is_reachable_and_asked_each_time() {
        assertThat(probe.isReachable()).isTrue();
        assertThat(probe.isReachable()).isTrue();
        assertThat(checks).hasValue(2);
    }

    @Test
    void one_that_fails_is_not_although_it_has_answered_a_moment_ago() {
        assertThat(probe.isReachable()).isTrue();

        failing = true;

        assertThat(probe.isReachable()).isFalse();
        beSilent();
        assertThat(probe.isReachable()).isFalse();
    }

    @Test
    void one_that_has_never_answered_is_not_waited_for_and_asked_once() {
        beSilent();

        assertThat(probe.isReachable()).isFalse();
        assertThat(probe.isReachable()).isFalse();
        assertThat(checks).hasValue(1);
    }

    @Test
    void an_answer_counts_for_five_seconds_while_the_next_takes_long() {
        assertThat(probe.isReachable()).isTrue();
        beSilent();

        pass(Duration.ofSeconds(5));
        assertThat(probe.isReachable()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(probe.isReachable()).isFalse();
    }

    @Test
    void a_check_that_cannot_be_begun_is_not_waited_for_ever_after() {
        AtomicInteger refusals = new AtomicInteger(1);
        DatabaseProbe refused = probe(check -> {
            if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException("no thread");
            }
            check.run();
        });

        assertThatThrownBy(refused::isReachable).isInstanceOf(RejectedExecutionException.class);
        assertThat(refused.isReachable()).isTrue();
    }
}
