package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private final String key = "key:" + UUID.randomUUID();
    private final RedisFixture redis = new RedisFixture();
    private final RedisCalls calls = new RedisCalls(redis.uri());

    @BeforeEach
    void warmUp() {
        calls.set(key, "value");
    }

    @AfterEach
    void close() {
        calls.close();
        redis.close();
    }

    private String state() {
        return calls.redis.circuit().state().toString();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(calls.get(key)).isEmpty();
        }
    }

    @Test
    void opens_after_three_consecutive_failures() {
        redis.stop();

        fail(2);
        assertThat(state()).isEqualTo("closed");
        fail(1);

        assertThat(state()).isEqualTo("open");
        assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(3);
        assertThat(calls.redis.isAvailable()).isFalse();
    }

    @Test
    void makes_no_call_while_it_is_open() {
        redis.stop();
        fail(3);
        redis.startAgain();

        fail(5);

        assertThat(calls.logged.count("operation=get")).isEqualTo(3);
        assertThat(state()).isEqualTo("open");
    }

    @Test
    void starts_counting_anew_after_a_success() {
        redis.stop();
        fail(2);
        redis.startAgain();
        fail(1); // a miss: the restarted Redis is empty

        redis.stop();
        fail(2);

        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void is_closed_by_one_background_try_that_succeeds() {
        redis.stop();
        fail(3);
        redis.startAgain();

        calls.recover();

        assertThat(state()).isEqualTo("closed");
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
    }

    @Test
    void stays_open_for_another_recovery_time_when_the_try_fails() {
        redis.stop();
        fail(3);

        calls.recover();

        assertThat(state()).isEqualTo("open");
        assertThat(calls.calls("ping", "connection")).isEqualTo(1);
    }

    @Test
    void a_try_for_which_no_thread_can_be_made_is_one_that_failed() {
        redis.stop();
        fail(3);
        redis.startAgain();
        calls.failNext(new OutOfMemoryError("unable to create native thread"));

        calls.recover();
        assertThat(state()).isEqualTo("open");
        assertThat(calls.logged.count("operation=ping")).isEqualTo(1);

        calls.recover();
        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void logs_the_cause_of_a_failing_try_when_it_is_another_than_before() {
        redis.stop();
        fail(3);
        calls.recover();
        calls.recover();
        assertThat(calls.logged.count("operation=ping")).isZero();

        redis.startAgain();
        redis.freeze();
        calls.recover();
        calls.recover();

        assertThat(calls.logged.count("operation=ping")).isEqualTo(1);
    }

    @Test
    void logs_its_opening_once_as_a_warning_with_count_and_recovery_time() {
        redis.stop();

        fail(5);

        assertThat(calls.logged.list().stream()
                        .filter(r -> r.getMessage().contains("opened after 3 consecutive failures")))
                .singleElement()
                .satisfies(r -> assertThat(r.getLevel()).isEqualTo(Level.WARNING))
                .satisfies(r -> assertThat(r.getMessage()).contains("next try in PT"));
    }

    @Test
    void logs_its_recovery_once_with_the_time_it_was_open() {
        redis.stop();
        fail(3);
        redis.startAgain();

        calls.recover();

        assertThat(calls.logged.list().stream().filter(r -> r.getMessage().contains("closed after PT")))
                .singleElement()
                .satisfies(r -> assertThat(r.getLevel()).isEqualTo(Level.INFO));
    }

    @Test
    void logs_each_failure_with_operation_and_key_and_never_the_value() {
        redis.stop();

        fail(1);
        calls.set(key, "a secret");

        assertThat(calls.logged.count("operation=get key=" + key)).isEqualTo(1);
        assertThat(calls.logged.count("operation=set key=" + key)).isEqualTo(1);
        assertThat(calls.logged.count("a secret")).isZero();
    }

    @Test
    void is_closed_at_once_by_a_reset_although_the_breaker_still_waits() {
        redis.stop();
        fail(3);
        redis.startAgain();
        calls.redis.resetCircuit();

        calls.set(key, "value");

        assertThat(calls.get(key)).contains("value");
        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void opens_again_after_three_failures_that_follow_a_reset() {
        redis.stop();
        fail(3);
        calls.redis.resetCircuit();

        fail(2);
        assertThat(state()).isEqualTo("closed");
        fail(1);

        assertThat(state()).isEqualTo("open");
    }

    @Test
    void is_not_opened_by_pooled_connections_that_a_restart_of_redis_has_killed() {
        redis.stop();
        redis.startAgain();

        calls.set(key, "again");

        assertThat(calls.get(key)).contains("again");
        assertThat(calls.logged.list()).isEmpty();
    }

    @Test
    void lets_no_caller_wait_longer_than_the_deadline_for_a_frozen_redis() {
        redis.freeze();
        long start = System.nanoTime();

        fail(1);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(Duration.ofMillis(950)); // less than a second deadline
        assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(1);
    }

    @Test
    void changes_nothing_by_being_asked() {
        redis.stop();
        fail(3);

        CircuitRecord.Snapshot first = calls.redis.circuit();
        CircuitRecord.Snapshot second = calls.redis.circuit();

        assertThat(second.state()).isEqualTo(first.state()).isEqualTo(CircuitRecord.State.OPEN);
    }
}
