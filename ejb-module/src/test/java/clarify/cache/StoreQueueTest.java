package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.RedisFixture;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreQueueTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String LARGE = "x".repeat(900_000);

    @SuppressWarnings("NullAway.Init")
    private static RedisFixture redis;

    @SuppressWarnings("NullAway.Init")
    private CacheFixture fixture;

    private final String key = "moon:" + UUID.randomUUID();

    @BeforeAll
    static void startRedis() {
        redis = new RedisFixture();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void start() {
        fixture = CacheFixture.on(redis);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private boolean isStored(String name) {
        try (var client = redis.client()) {
            return client.exists(name);
        }
    }

    @Test
    void is_bounded_in_bytes_and_the_oldest_stores_go_first() {
        fixture.letStoresWait();
        for (int i = 0; i < 50; i++) {
            fixture.cache.set(key + i, LARGE, MINUTE);
        }

        fixture.runStores();

        int kept = (int) (StoreQueue.LIMIT_BYTES / 901_000);
        assertThat(isStored(key + (49 - kept))).isFalse();
        assertThat(isStored(key + (50 - kept))).isTrue();
        assertThat(isStored(key + 49)).isTrue();
    }

    @Test
    void is_bounded_in_number_and_the_oldest_stores_go_first() {
        fixture.letStoresWait();
        for (int i = 0; i <= StoreQueue.LIMIT; i++) {
            fixture.cache.set(key + i, i, MINUTE);
        }

        fixture.runStores();

        assertThat(isStored(key + 0)).isFalse();
        assertThat(isStored(key + 1)).isTrue();
        assertThat(isStored(key + StoreQueue.LIMIT)).isTrue();
    }

    @Test
    void sends_no_more_in_one_round_trip_than_its_deadline_lets_through() {
        fixture.letStoresWait();
        for (int i = 0; i < 5; i++) {
            fixture.cache.set(key + i, LARGE, MINUTE);
            fixture.cache.set(key + "small" + i, i, MINUTE);
        }

        fixture.runStores();

        assertThat(fixture.calls("set", "ok")).isEqualTo(5);
    }

    @Test
    void stores_again_when_threads_can_be_made_again_and_no_caller_sees_that_there_were_none() {
        fixture.failStores(Optional.of(new InternalError("unable to create native thread")));
        fixture.cache.set(key + 1, "a value", MINUTE);
        fixture.cache.set(key + 2, "a value", MINUTE);
        assertThat(fixture.cache.getOrLoad(key + 3, String.class, MINUTE, () -> "loaded"))
                .contains("loaded");

        fixture.failStores(Optional.empty());
        fixture.cache.set(key + 4, "a value", MINUTE);

        for (int i = 1; i <= 4; i++) {
            assertThat(isStored(key + i)).isTrue();
        }
    }
}
