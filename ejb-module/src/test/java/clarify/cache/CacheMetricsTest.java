package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class CacheMetricsTest {

    record Moon(String name) {}

    private static final List<Moon> MOONS = List.of(new Moon("Io"));

    private final RedisFixture redis = new RedisFixture();
    private final UUID userId = UUID.randomUUID();
    private CacheFixture fixture = CacheFixture.on(redis);

    @BeforeEach
    void store() {
        fixture.lists.store(fixture.lists.read(userId), Map.of(Kind.USER, MOONS), () -> {});
    }

    @AfterEach
    void close() {
        fixture.close();
        redis.close();
    }

    private void readDreamsAndUser() {
        CachedLists context = fixture.lists.read(userId);
        var unused = context.list(Kind.USER, Moon.class);
        unused = context.list(Kind.DREAMS, Moon.class);
    }

    private double circuit(String state) {
        return fixture.metrics
                .get("clarify.cache.circuit.state")
                .tag("state", state)
                .gauge()
                .value();
    }

    @Test
    void a_list_that_is_there_is_a_hit_and_one_that_is_not_a_miss() {
        readDreamsAndUser();

        assertThat(fixture.reads("user", "hit")).isEqualTo(1);
        assertThat(fixture.reads("dreams", "miss")).isEqualTo(1);
        assertThat(fixture.reads("dreams", "hit")).isZero();
    }

    @Test
    void what_nobody_of_ours_wrote_is_unreadable() {
        try (Jedis client = redis.client()) {
            client.set("ctx:dreams:" + userId, "rubbish");
        }

        readDreamsAndUser();

        assertThat(fixture.reads("dreams", "unreadable")).isEqualTo(1);
    }

    @Test
    void a_list_whose_invalidation_may_not_have_arrived_is_bypassed() {
        fixture.bypass.add(Kind.USER);

        readDreamsAndUser();

        assertThat(fixture.reads("user", "bypassed")).isEqualTo(1);
        assertThat(fixture.reads("dreams", "miss")).isEqualTo(1);
    }

    @Test
    void values_of_other_beans_are_counted_as_such() {
        fixture.cache.set("moon", new Moon("Io"), Duration.ofMinutes(1));

        fixture.cache.get("moon", Moon.class);
        fixture.cache.get("sun", Moon.class);

        assertThat(fixture.reads("other", "hit")).isEqualTo(1);
        assertThat(fixture.reads("other", "miss")).isEqualTo(1);
    }

    @Test
    void a_redis_that_is_away_leaves_reads_unanswered_and_opens_the_circuit_once() {
        redis.stop();

        for (int i = 0; i < 4; i++) {
            readDreamsAndUser();
        }

        assertThat(fixture.reads("user", "unanswered")).isEqualTo(4);
        assertThat(fixture.calls("get", "connection")).isEqualTo(3);
        assertThat(circuit("open")).isEqualTo(1);
        assertThat(circuit("closed")).isZero();
        assertThat(fixture.metrics
                        .get("clarify.cache.circuit.openings")
                        .counter()
                        .count())
                .isEqualTo(1);
        redis.startAgain();
    }

    @Test
    void round_trips_are_timed_by_operation_and_outcome() {
        assertThat(fixture.calls("get", "ok")).isEqualTo(1);
        assertThat(fixture.calls("set", "ok")).isEqualTo(1);

        redis.freeze();
        readDreamsAndUser();

        assertThat(fixture.calls("get", "timeout")).isEqualTo(1);
        assertThat(fixture.metrics
                        .get("clarify.redis.pool.connections")
                        .tag("state", "active")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void without_a_redis_nothing_was_wanted_of_it() {
        try (CacheFixture without = CacheFixture.withoutRedis()) {
            assertThat(without.lists.read(userId).list(Kind.USER, Moon.class)).isEmpty();

            assertThat(without.reads("user", "unanswered")).isZero();
        }
    }

    @Test
    void no_pooled_connection_in_time_is_told_apart() throws Exception {
        try (CacheFixture narrow =
                CacheFixture.on(redis, Map.of("clarify.redis.pool-size", "1", "clarify.redis.read-timeout", "PT2S"))) {
            narrow.lists.read(userId);
            redis.freeze();
            Thread first = new Thread(() -> narrow.lists.read(userId));
            first.start();
            Awaitility.await()
                    .until(() -> narrow.metrics
                                    .get("clarify.redis.pool.connections")
                                    .tag("state", "active")
                                    .gauge()
                                    .value()
                            == 1);

            narrow.lists.read(userId);

            assertThat(narrow.calls("get", "pool")).isEqualTo(1);
            redis.thaw();
            first.join();
        }
    }
}
