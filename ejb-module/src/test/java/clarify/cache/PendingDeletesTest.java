package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.RedisFixture;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingDeletesTest {

    private static final List<String> KEY = List.of("key");

    private final PendingDeletes pending = new PendingDeletes();

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "other " + i).toList();
    }

    private void deliver(List<String> keys) {
        pending.delivered(pending.among(keys));
    }

    @Test
    void a_key_is_deleted_first_until_that_was_delivered() {
        pending.remember(KEY);
        assertThat(pending.among(List.of("key", "another"))).containsOnlyKeys("key");

        deliver(KEY);

        assertThat(pending.among(KEY)).isEmpty();
        assertThat(pending.size()).isZero();
    }

    @Test
    void what_is_remembered_anew_while_it_is_delivered_stays() {
        pending.remember(KEY);
        Map<String, Long> underWay = pending.among(KEY);
        pending.remember(KEY);

        pending.delivered(underWay);

        assertThat(pending.among(KEY)).containsOnlyKeys("key");
    }

    @Test
    void after_an_overflow_every_key_is_deleted_once_before_it_is_read() {
        pending.remember(KEY);
        pending.remember(keys(PendingDeletes.LIMIT));
        assertThat(pending.size()).isZero();

        assertThat(pending.among(List.of("key", "never seen"))).containsOnlyKeys("key", "never seen");
        deliver(KEY);

        assertThat(pending.among(List.of("key", "never seen"))).containsOnlyKeys("never seen");
    }

    @Test
    void a_delivery_from_before_an_overflow_does_not_count_after_it() {
        pending.remember(KEY);
        Map<String, Long> underWay = pending.among(KEY);
        pending.remember(KEY);
        pending.remember(keys(PendingDeletes.LIMIT));

        pending.delivered(underWay);

        assertThat(pending.among(KEY)).containsOnlyKeys("key");
    }

    @Test
    void a_second_overflow_forgets_what_was_delivered_since_the_first() {
        pending.remember(keys(PendingDeletes.LIMIT + 1));
        deliver(KEY);
        pending.remember(keys(PendingDeletes.LIMIT + 1));

        assertThat(pending.among(KEY)).containsOnlyKeys("key");
    }

    @Test
    void a_key_that_is_remembered_again_after_an_overflow_is_deleted_again() {
        pending.remember(keys(PendingDeletes.LIMIT + 1));
        deliver(KEY);
        pending.remember(KEY);
        Map<String, Long> underWay = pending.among(KEY);
        pending.remember(KEY);
        pending.delivered(underWay);

        assertThat(pending.among(KEY)).containsOnlyKeys("key");
        deliver(KEY);
        assertThat(pending.among(KEY)).isEmpty();
    }

    @Test
    void the_memory_of_what_was_delivered_after_an_overflow_is_bounded_and_a_key_out_of_it_is_deleted_again() {
        pending.remember(keys(PendingDeletes.LIMIT + 1));
        deliver(KEY);
        deliver(keys(PendingDeletes.LIMIT_CLEANSED));

        assertThat(pending.among(KEY)).containsOnlyKeys("key");
    }

    /** One node's clock was set back by an hour, the other one's is half a minute ahead. */
    @Test
    void no_clock_brings_back_what_was_deleted_before_an_overflow() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30));
        Clock back = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        String key = "moon:" + UUID.randomUUID();
        try (RedisFixture redis = new RedisFixture();
                CacheFixture elsewhere = CacheFixture.on(redis, Map.of(), ahead);
                CacheFixture here = CacheFixture.on(redis, Map.of(), back)) {
            elsewhere.cache.set(key, "deleted", Duration.ofMinutes(5));
            here.holdCall();
            here.cache.delete(key);
            here.components.pendingDeletes().remember(keys(PendingDeletes.LIMIT));

            assertThat(here.cache.get(key, String.class)).isEmpty();
            here.cache.set(key, "new", Duration.ofMinutes(5));
            assertThat(here.cache.get(key, String.class)).contains("new");
            assertThat(elsewhere.cache.get(key, String.class)).contains("new");
        }
    }
}
