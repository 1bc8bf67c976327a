package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.redis.RedisFixture;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Values that are loaded once and read often, by nodes of one version and of two. */
class ReadThroughTest {

    enum Phase {
        FULL,
        NEW
    }

    record Moon(String name, Phase phase) {}

    /** The next version: a field more, a constant more. */
    enum NextPhase {
        FULL,
        NEW,
        WAXING
    }

    record NextMoon(String name, NextPhase phase, int craters) {}

    /** A field renamed. */
    record RenamedMoon(String title, NextPhase phase) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(Comet.class))
    interface Body {}

    record Comet(int tails) implements Body {}

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST = ValueCodec.LONGEST_TTL;
    private static final Type MOONS = new TypeLiteral<List<Moon>>() {}.getType();
    private static final Moon MOON = new Moon("Io", Phase.FULL);

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    private final String key = "moon:" + UUID.randomUUID();
    private final CacheFixture fixture = CacheFixture.on(redis);
    private final CacheBean cache = fixture.cache;
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        fixture.close();
    }

    private <T> T load(T value) {
        loads.incrementAndGet();
        return value;
    }

    private String stored() {
        try (Jedis client = redis.client()) {
            return String.valueOf(client.get(key));
        }
    }

    private void overwrite(String part, String by) {
        try (Jedis client = redis.client()) {
            String before = stored();
            assertThat(before).contains(part);
            client.set(key, before.replace(part, by));
        }
    }

    @Test
    void a_list_comes_back_with_its_elements() {
        for (int i = 0; i < 2; i++) {
            Optional<List<Moon>> moons = cache.getOrLoad(key, MOONS, MINUTE, () -> load(List.of(MOON)));

            assertThat(moons.orElseThrow().get(0).name()).isEqualTo("Io");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    @SuppressWarnings({"rawtypes", "unchecked"}) // what the caller does wrong
    void a_list_that_is_asked_for_without_its_elements_is_loaded_each_time_and_never_of_other_elements() {
        for (int i = 0; i < 2; i++) {
            Optional<List> moons = cache.getOrLoad(key, List.class, MINUTE, () -> load(List.of(MOON)));

            assertThat(((List<Moon>) moons.orElseThrow()).get(0).name()).isEqualTo("Io");
        }
        assertThat(loads).hasValue(2);
        assertThat(fixture.logged.count("Not cached: key=" + key)).isEqualTo(1);
    }

    @Test
    void a_list_of_an_interface_whose_classes_are_named_in_it_comes_back() {
        Type bodies = new TypeLiteral<List<Body>>() {}.getType();

        for (int i = 0; i < 2; i++) {
            assertThat(cache.<List<Body>>getOrLoad(key, bodies, MINUTE, () -> load(List.of(new Comet(2)))))
                    .contains(List.of(new Comet(2)));
        }
        assertThat(loads).hasValue(1);
        cache.set(key, List.<Body>of(new Comet(3)), bodies, MINUTE);
        assertThat(cache.<List<Body>>get(key, bodies)).contains(List.of(new Comet(3)));
    }

    @Test
    void stays_as_long_as_redis_takes_it_when_it_is_to_stay_for_ever() {
        for (Duration ever : List.of(
                ChronoUnit.FOREVER.getDuration(), Duration.ofMillis(Long.MAX_VALUE), LONGEST.plusMillis(1), LONGEST)) {
            cache.set(key, MOON, ever);

            try (Jedis client = redis.client()) {
                assertThat(client.pttl(key)).isGreaterThan(LONGEST.toMillis() / 2);
            }
            assertThat(cache.get(key, Moon.class)).contains(MOON);
            assertThat(cache.getOrLoad(key, Moon.class, ever, () -> load(MOON))).contains(MOON);
        }
        assertThat(loads).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT-0.000000001S", "PT-2562047788015215H"})
    void refuses_a_time_that_is_not_positive(String ttl) {
        assertThatThrownBy(() -> cache.set(key, MOON, Duration.parse(ttl)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time to live");
        assertThatThrownBy(() -> cache.getOrLoad(key, Moon.class, Duration.parse(ttl), () -> load(MOON)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(loads).hasValue(0);
    }

    @Test
    void takes_the_shortest_time_for_a_millisecond() {
        cache.set(key, MOON, Duration.ofNanos(1));

        assertThat(fixture.calls("set", "ok")).isPositive();
        assertThat(fixture.logged.list()).isEmpty();
        assertThat(fixture.cache.status().consecutiveFailures()).isZero();
    }

    @Test
    void a_field_more_is_left_out_by_those_who_do_not_know_it() {
        cache.set(key, new NextMoon("Io", NextPhase.FULL, 7), MINUTE);

        assertThat(cache.getOrLoad(key, Moon.class, MINUTE, () -> load(MOON))).contains(MOON);
        assertThat(cache.get(key, NextMoon.class)).isPresent();
        assertThat(loads).hasValue(0);
    }

    /** Neither version can read what the other stores; the one that was there first hits. */
    @Test
    void two_versions_do_not_overwrite_each_other_back_and_forth() {
        cache.set(key, MOON, MINUTE);
        for (int i = 0; i < 3; i++) {
            assertThat(cache.getOrLoad(key, Moon.class, MINUTE, () -> load(MOON)))
                    .contains(MOON);
            assertThat(cache.getOrLoad(key, NextMoon.class, MINUTE, () -> load(new NextMoon("Io", NextPhase.FULL, 7))))
                    .isPresent();
            assertThat(cache.getOrLoad(key, RenamedMoon.class, MINUTE, () -> new RenamedMoon("Io", NextPhase.NEW)))
                    .isPresent();
        }

        assertThat(loads).hasValue(3);
        assertThat(cache.get(key, Moon.class)).contains(MOON);
    }

    @Test
    void a_constant_that_this_version_does_not_know_is_left_alone() {
        cache.set(key, new NextMoon("Io", NextPhase.WAXING, 7), MINUTE);
        String theirs = stored();

        assertThat(cache.getOrLoad(key, Moon.class, MINUTE, () -> load(MOON))).contains(MOON);

        assertThat(stored()).isEqualTo(theirs);
    }

    @Test
    void what_is_set_on_purpose_overwrites_what_another_version_stored() {
        cache.set(key, new NextMoon("Io", NextPhase.WAXING, 7), MINUTE);

        cache.set(key, MOON, MINUTE);

        assertThat(cache.get(key, Moon.class)).contains(MOON);
    }

    @Test
    void what_another_version_stored_is_overwritten_when_its_time_is_over_or_an_hour_has_passed() {
        cache.set(key, new NextMoon("Io", NextPhase.WAXING, 7), Duration.ofDays(1));
        overwrite("\"written_at\":", "\"written_at\":1000,\"before\":");
        String foreign = stored();
        overwrite(foreign, foreign.replaceAll("\"before\":\\d+,", ""));

        cache.getOrLoad(key, Moon.class, MINUTE, () -> load(MOON));
        assertThat(cache.get(key, Moon.class)).contains(MOON);

        cache.set(key, new NextMoon("Io", NextPhase.WAXING, 7), MINUTE);
        String late = stored();
        long now = System.currentTimeMillis();
        overwrite(
                late,
                late.replaceAll(
                        "\"written_at\":\\d+,\"expires_at\":\\d+",
                        "\"written_at\":" + (now - 60_000) + ",\"expires_at\":" + (now - 1)));

        cache.getOrLoad(key, Moon.class, MINUTE, () -> load(MOON));
        assertThat(cache.get(key, Moon.class)).contains(MOON);
    }

    @Test
    void what_claims_to_be_of_the_far_future_is_overwritten() {
        cache.set(key, new NextMoon("Io", NextPhase.WAXING, 7), MINUTE);
        String theirs = stored();
        overwrite(
                theirs,
                theirs.replaceAll(
                        "\"written_at\":\\d+,\"expires_at\":\\d+",
                        "\"written_at\":9000000000000000,\"expires_at\":9100000000000000"));

        cache.getOrLoad(key, Moon.class, MINUTE, () -> load(MOON));

        assertThat(cache.get(key, Moon.class)).contains(MOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"format\":2 -> \"format\":1", "\"key\": -> \"kee\":", "}} -> }", "FULL -> \\"})
    void what_is_broken_or_foreign_is_overwritten(String change) {
        cache.set(key, MOON, MINUTE);
        String[] parts = change.split(" -> ", -1);
        overwrite(parts[0], parts[1]);

        assertThat(cache.getOrLoad(key, Moon.class, MINUTE, () -> load(MOON))).contains(MOON);

        assertThat(cache.get(key, Moon.class)).contains(MOON);
        assertThat(loads).hasValue(1);
    }

    @Test
    @SuppressWarnings("NullAway") // what the caller does wrong
    void no_value_is_not_stored_and_throws_nothing() {
        cache.set(key, null, MINUTE);

        assertThat(cache.get(key, Moon.class)).isEmpty();
        assertThat(fixture.logged.count("Not cached: key=" + key)).isEqualTo(1);
        assertThat(fixture.metrics.get("clarify.cache.refused").counter().count())
                .isEqualTo(1);
    }
}
