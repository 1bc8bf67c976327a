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

class CacheSettingsTest {

    private static CacheSettings read(Map<String, String> settings) {
        return CacheSettings.read(new Settings(name -> Optional.ofNullable(settings.get(name))));
    }

    @Test
    void has_the_defaults_of_the_contract() {
        CacheSettings defaults = read(Map.of());

        assertThat(defaults.prefix()).isEmpty();
        assertThat(defaults.jitter()).isEqualTo(0.1);
        assertThat(defaults.sharedLoad()).isEqualTo(Duration.ofSeconds(2));
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
    void names_the_setting_of_a_prefix_with_a_brace() {
        assertThatThrownBy(() -> read(Map.of("clarify.cache.prefix", "dev{1}")))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("Setting clarify.cache.prefix ");
    }
}
