package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.RedisFixture;
import java.time.Duration;
import java.util.UUID;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private final String key = "key:" + UUID.randomUUID();
    private RedisFixture redis = new RedisFixture();
    private CacheFixture fixture = CacheFixture.on(redis);

    @BeforeEach
    void warmUp() {
        fixture.cache.set(key, "value", Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        fixture.close();
        redis.close();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(fixture.cache.get(key, String.class)).isEmpty();
        }
    }

    @Test
    void opens_after_three_consecutive_failures() {
        redis.stop();

        fail(2);
        assertThat(fixture.cache.status().state()).isEqualTo("closed");
        fail(1);

        assertThat(fixture.cache.status().state()).isEqualTo("open");
        assertThat(fixture.cache.status().consecutiveFailures()).isEqualTo(3);
        assertThat(fixture.cache.status().enabled()).isFalse();
    }

    @Test
    void makes_no_call_while_it_is_open() {
        redis.stop();
        fail(3);
        redis.startAgain();

        fail(5);

        assertThat(fixture.logged("operation=get")).isEqualTo(3);
        assertThat(fixture.cache.status().state()).isEqualTo("open");
    }

    @Test
    void starts_counting_anew_after_a_success() {
        redis.stop();
        fail(2);
        redis.startAgain();
        fail(1); // a miss: the restarted Redis is empty

        redis.stop();
        fail(2);

        assertThat(fixture.cache.status().state()).isEqualTo("closed");
    }

    @Test
    void is_closed_by_one_background_try_that_succeeds() {
        redis.stop();
        fail(3);
        redis.startAgain();

        fixture.recover();

        assertThat(fixture.cache.status().state()).isEqualTo("closed");
        assertThat(fixture.cache.status().consecutiveFailures()).isZero();
    }

    @Test
    void stays_open_for_another_recovery_time_when_the_try_fails() {
        redis.stop();
        fail(3);

        fixture.recover();

        assertThat(fixture.cache.status().state()).isEqualTo("open");
        assertThat(fixture.logged("operation=ping")).isEqualTo(1);
    }

    @Test
    void logs_its_opening_once_as_a_warning_with_count_and_recovery_time() {
        redis.stop();

        fail(5);

        assertThat(fixture.logged.stream().filter(r -> r.getMessage().contains("opened after 3 consecutive failures")))
                .singleElement()
                .satisfies(r -> assertThat(r.getLevel()).isEqualTo(Level.WARNING))
                .satisfies(r -> assertThat(r.getMessage()).contains("next try in PT"));
    }

    @Test
    void logs_its_recovery_once_with_the_time_it_was_open() {
        redis.stop();
        fail(3);
        redis.startAgain();

        fixture.recover();

        assertThat(fixture.logged.stream().filter(r -> r.getMessage().contains("closed after PT")))
                .singleElement()
                .satisfies(r -> assertThat(r.getLevel()).isEqualTo(Level.INFO));
    }

    @Test
    void logs_each_failure_with_operation_and_key_and_never_the_value() {
        redis.stop();

        fail(1);
        fixture.cache.set(key, "a secret", Duration.ofMinutes(1));

        assertThat(fixture.logged("operation=get key=" + key)).isEqualTo(1);
        assertThat(fixture.logged("operation=set key=" + key)).isEqualTo(1);
        assertThat(fixture.logged("a secret")).isZero();
    }

    @Test
    void is_closed_at_once_by_a_reset_although_the_breaker_still_waits() {
        redis.stop();
        fail(3);
        redis.startAgain();
        fixture.cache.resetCircuit();

        fixture.cache.set(key, "value", Duration.ofMinutes(1));

        assertThat(fixture.cache.get(key, String.class)).contains("value");
        assertThat(fixture.cache.status().state()).isEqualTo("closed");
    }

    @Test
    void opens_again_after_three_failures_that_follow_a_reset() {
        redis.stop();
        fail(3);
        fixture.cache.resetCircuit();

        fail(2);
        assertThat(fixture.cache.status().state()).isEqualTo("closed");
        fail(1);

        assertThat(fixture.cache.status().state()).isEqualTo("open");
    }

    @Test
    void is_not_opened_by_pooled_connections_that_a_restart_of_redis_has_killed() {
        redis.stop();
        redis.startAgain();

        fixture.cache.set(key, "again", Duration.ofMinutes(1));

        assertThat(fixture.cache.get(key, String.class)).contains("again");
        assertThat(fixture.logged).isEmpty();
    }

    @Test
    void lets_no_caller_wait_longer_than_the_deadline_for_a_frozen_redis() {
        redis.freeze();
        long start = System.nanoTime();

        fail(1);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(600));
        assertThat(fixture.cache.status().consecutiveFailures()).isEqualTo(1);
    }

    @Test
    void changes_nothing_by_being_asked() {
        redis.stop();
        fail(3);

        CacheStatus first = fixture.cache.status();
        CacheStatus second = fixture.cache.status();

        assertThat(second.state()).isEqualTo(first.state()).isEqualTo("open");
    }
}
