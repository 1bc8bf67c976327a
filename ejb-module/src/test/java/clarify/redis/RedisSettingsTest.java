package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

    private static RedisSettings read(Map<String, String> settings) {
        return RedisSettings.read(new Settings(name -> Optional.ofNullable(settings.get(name))));
    }

    @Test
    void has_the_defaults_of_the_contract() {
        RedisSettings defaults = read(Map.of());

        assertThat(defaults.address()).isEmpty();
        assertThat(defaults.deadline()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.poolWait()).isEqualTo(Duration.ofMillis(100));
        assertThat(defaults.poolSize()).isEqualTo(16);
        assertThat(defaults.circuitFailures()).isEqualTo(3);
        assertThat(defaults.circuitRecovery()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void reads_a_uri_with_everything() {
        RedisAddress address = RedisAddress.parse("redis://ann:s3cr:et@redis.example:7000/4");

        assertThat(address).isEqualTo(new RedisAddress("redis.example", 7000, "ann", "s3cr:et", 4));
        assertThat(address).hasToString("redis.example:7000/4");
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
}
