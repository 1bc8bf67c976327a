package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.kind.Kind;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSettingsTest {

    private static CacheSettings read(Map<String, String> settings) {
        return CacheSettings.read(new Settings(name -> Optional.ofNullable(settings.get(name))));
    }

    @Test
    void has_the_defaults_of_the_contract() {
        CacheSettings defaults = read(Map.of());

        assertThat(defaults.server()).isEmpty();
        assertThat(defaults.deadline()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.poolWait()).isEqualTo(Duration.ofMillis(100));
        assertThat(defaults.poolSize()).isEqualTo(16);
        assertThat(defaults.jitter()).isEqualTo(0.1);
        assertThat(defaults.circuitFailures()).isEqualTo(3);
        assertThat(defaults.circuitRecovery()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void has_300_seconds_for_the_user() {
        assertThat(read(Map.of()).ttl(Kind.USER)).hasSeconds(300);
    }

    @Test
    void has_120_seconds_for_dreams() {
        assertThat(read(Map.of()).ttl(Kind.DREAMS)).hasSeconds(120);
    }

    @Test
    void has_600_seconds_for_patterns() {
        assertThat(read(Map.of()).ttl(Kind.PATTERNS)).hasSeconds(600);
    }

    @Test
    void has_60_seconds_for_sessions() {
        assertThat(read(Map.of()).ttl(Kind.SESSIONS)).hasSeconds(60);
    }

    @Test
    void has_300_seconds_for_reflections() {
        assertThat(read(Map.of()).ttl(Kind.REFLECTIONS)).hasSeconds(300);
    }

    @Test
    void takes_times_to_live_from_settings() {
        assertThat(read(Map.of("clarify.cache.ttl.dreams", "PT7S")).ttl(Kind.DREAMS))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void reads_a_uri_with_everything() {
        RedisAddress server = RedisAddress.parse("redis://ann:s3cr:et@redis.example:7000/4");

        assertThat(server).isEqualTo(new RedisAddress("redis.example", 7000, "ann", "s3cr:et", 4));
        assertThat(server).hasToString("redis.example:7000/4");
    }

    @Test
    void reads_a_uri_with_a_host_alone() {
        assertThat(RedisAddress.parse("redis://localhost"))
                .isEqualTo(new RedisAddress("localhost", 6379, null, null, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "http://localhost",
                "redis://",
                "redis://host:port",
                "redis://a b",
                "redis://host/one",
                "redis://host/0?x=1",
                "redis://host/0#x",
                "redis://ann@host",
                "rediss://host",
                "redis://one,two"
            })
    void names_the_setting_of_a_uri_that_is_none_and_shows_nothing_of_it(String uri) {
        assertThatThrownBy(() -> read(Map.of("clarify.redis.uri", uri)))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("Setting clarify.redis.uri ")
                .message()
                .doesNotContain("ann", "one,two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replicated", "sentinel", "cluster", "STANDALONE"})
    void names_the_setting_of_a_mode_that_there_is_not(String mode) {
        assertThatThrownBy(() -> read(Map.of("clarify.redis.mode", mode)))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("Setting clarify.redis.mode ");
    }

    @Test
    void names_the_setting_of_a_prefix_with_a_brace() {
        assertThatThrownBy(() -> read(Map.of("clarify.cache.prefix", "dev{1}")))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("Setting clarify.cache.prefix ");
    }
}
