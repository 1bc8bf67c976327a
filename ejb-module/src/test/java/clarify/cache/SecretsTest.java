package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import clarify.settings.WrongSetting;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** What is in Redis where a secret is configured. */
class SecretsTest {

    record Moon(String name) {}

    private static final String CANARY = "canary";
    private static final List<Moon> MOONS = List.of(new Moon(CANARY));
    private static final String SECRET = newSecret();
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    @AutoClose
    private final Jedis client = redis.client();

    private final UUID userId = UUID.randomUUID();
    private final String dreams = "ctx:dreams:" + userId;
    private final String moon = "moon:" + userId;
    private final List<CacheFixture> fixtures = new ArrayList<>();

    @AfterEach
    void close() {
        fixtures.forEach(CacheFixture::close);
    }

    private static String newSecret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private CacheFixture with(String secret) {
        return with(secret, Clock.systemUTC());
    }

    private CacheFixture with(String secret, Clock clock) {
        CacheFixture fixture =
                CacheFixture.on(redis, secret.isEmpty() ? Map.of() : Map.of("clarify.cache.secret", secret), clock);
        fixtures.add(fixture);
        return fixture;
    }

    private static Clock in(Duration time) {
        return Clock.offset(Clock.systemUTC(), time);
    }

    private void store(CacheFixture node) {
        node.lists.store(node.lists.read(userId), Map.of(Kind.DREAMS, MOONS), () -> {});
        node.cache.set(moon, MOONS.get(0));
    }

    private boolean hasList(CacheFixture node) {
        return node.lists.read(userId).list(Kind.DREAMS, Moon.class).isPresent();
    }

    private boolean hasValue(CacheFixture node) {
        return node.cache.get(moon, Moon.class).isPresent();
    }

    @Test
    void who_reads_redis_finds_no_text_and_the_node_does() {
        CacheFixture node = with(SECRET);
        store(node);

        assertThat(client.get(dreams)).contains("\"sealed\":").doesNotContain(CANARY);
        assertThat(client.get(moon)).contains("\"sealed\":").doesNotContain(CANARY);
        assertThat(node.lists.read(userId).list(Kind.DREAMS, Moon.class).map(CachedList::rows))
                .contains(MOONS);
        assertThat(node.cache.get(moon, Moon.class)).contains(MOONS.get(0));
        assertThat(node.lists.stored(userId).orElseThrow().get(1).ageMs()).isNotNull();
    }

    @Test
    void without_a_secret_there_is_text_to_be_found() {
        store(with(""));

        assertThat(client.get(dreams)).contains(CANARY);
        assertThat(client.get(moon)).contains(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "another"})
    void a_value_that_was_not_sealed_with_the_secret_is_a_miss_that_is_counted_and_replaced(String other) {
        store(with(other.isEmpty() ? other : newSecret()));
        CacheFixture node = with(SECRET);

        assertThat(hasList(node)).isFalse();
        assertThat(hasValue(node)).isFalse();
        assertThat(node.reads("dreams", "unreadable")).isEqualTo(1);
        assertThat(node.reads("other", "unreadable")).isEqualTo(1);

        store(node);
        assertThat(hasList(node)).isTrue();
        assertThat(hasValue(node)).isTrue();
    }

    @Test
    void a_sealed_value_is_a_miss_for_a_node_without_the_secret() {
        store(with(SECRET));

        assertThat(hasList(with(""))).isFalse();
        assertThat(hasValue(with(""))).isFalse();
    }

    @Test
    void the_first_of_several_seals_and_all_of_them_open() {
        String next = newSecret();
        store(with(SECRET));
        assertThat(hasList(with(next + "," + SECRET))).isTrue();
        client.del(dreams, moon);

        store(with(next + " , " + SECRET));
        assertThat(hasList(with(next))).isTrue();
        assertThat(hasValue(with(next))).isTrue();
        assertThat(hasList(with(SECRET))).isFalse();
    }

    /** Each part of the header is sealed with the value. */
    @ParameterizedTest
    @ValueSource(strings = {"\"written_at\":1", "\"expires_at\":1", "\"history\":\"", "\"sealed\":\""})
    void nothing_of_it_can_be_changed(String part) {
        CacheFixture node = with(SECRET);
        store(node);
        String value = client.get(dreams);
        int changed = value.indexOf(part) + part.length() + 1;
        char other = value.charAt(changed) == '7' ? '8' : '7';

        client.set(dreams, value.substring(0, changed) + other + value.substring(changed + 1));

        assertThat(client.get(dreams)).isNotEqualTo(value);
        assertThat(hasList(node)).isFalse();
    }

    @Test
    void a_value_counts_under_its_own_key_alone() {
        CacheFixture node = with(SECRET);
        store(node);
        String patterns = "ctx:patterns:" + userId;
        client.set(patterns, client.get(dreams).replace(dreams, patterns));

        assertThat(node.lists.read(userId).list(Kind.PATTERNS, Moon.class)).isEmpty();
        assertThat(hasList(node)).isTrue();
    }

    private void remove(CacheFixture node) {
        assertThat(node.lists.delete(userId, Set.of(Kind.DREAMS))).isTrue();
        node.cache.delete(moon);
    }

    /** What can be done without the secret to have it last: to write it again, without an end. */
    private void putBack(CacheFixture node) {
        String list = client.get(dreams);
        String value = client.get(moon);
        remove(node);
        client.set(dreams, list);
        client.set(moon, value);
    }

    @Test
    void a_value_that_is_put_back_when_its_time_is_over_is_a_miss_that_is_counted_and_replaced() {
        CacheFixture node = with(SECRET);
        store(node);
        putBack(node);
        CacheFixture later = with(SECRET, in(AN_HOUR));

        assertThat(hasList(later)).isFalse();
        assertThat(hasValue(later)).isFalse();
        assertThat(later.reads("dreams", "unreadable")).isEqualTo(1);
        assertThat(later.reads("other", "unreadable")).isEqualTo(1);

        store(later);
        assertThat(hasList(later)).isTrue();
        assertThat(hasValue(later)).isTrue();
    }

    @Test
    void a_value_whose_end_is_taken_from_it_lasts_no_longer() {
        store(with(SECRET));
        assertThat(client.persist(dreams)).isEqualTo(1);
        assertThat(client.persist(moon)).isEqualTo(1);

        assertThat(hasList(with(SECRET, in(AN_HOUR)))).isFalse();
        assertThat(hasValue(with(SECRET, in(AN_HOUR)))).isFalse();
    }

    /** What a secret does not keep anybody from. */
    @Test
    void a_value_that_is_put_back_in_its_time_counts_on_its_history() {
        CacheFixture node = with(SECRET);
        store(node);
        putBack(node);

        assertThat(hasList(node)).isTrue();
        assertThat(hasValue(node)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void nodes_whose_clocks_differ_by_two_minutes_read_each_others_values(int minutes) {
        store(with(SECRET));
        CacheFixture other = with(SECRET, in(Duration.ofMinutes(minutes)));
        assertThat(hasList(other)).isTrue();
        assertThat(hasValue(other)).isTrue();

        store(other);
        assertThat(hasList(with(SECRET))).isTrue();
        assertThat(hasValue(with(SECRET))).isTrue();
    }

    @Test
    void without_a_secret_redis_alone_ends_a_value() {
        store(with(""));

        assertThat(hasList(with("", in(AN_HOUR)))).isTrue();
        assertThat(hasValue(with("", in(AN_HOUR)))).isTrue();
    }

    @Test
    void the_same_value_is_never_sealed_into_the_same_bytes() {
        Secrets secrets = Secrets.parse(SECRET);
        byte[] content = "text".getBytes(UTF_8);
        byte[] context = "context".getBytes(UTF_8);

        assertThat(secrets.seal(content, context)).isNotEqualTo(secrets.seal(content, context));
        assertThat(secrets.open(secrets.seal(content, context), context).orElseThrow())
                .isEqualTo(content);
        assertThat(secrets.open(new byte[5], context)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "c2hvcnQ=", "not base64 !", "c2hvcnQ=,", ","})
    void a_secret_that_is_none_is_told_without_it(String wrong) {
        assertThatThrownBy(() -> with(wrong))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("clarify.cache.secret")
                .hasMessageContaining("32 random bytes")
                .hasMessageNotContaining("short")
                .hasMessageNotContaining("c2hv");
    }
}
