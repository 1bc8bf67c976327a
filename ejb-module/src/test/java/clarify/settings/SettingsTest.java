package clarify.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Setting<Duration> TIMEOUT =
            Setting.duration("clarify.redis.read-timeout", Duration.ofSeconds(1));
    private static final Setting<Integer> SIZE = Setting.integer("clarify.redis.pool-size", 16, 1, 10_000);
    private static final Setting<Double> JITTER = Setting.decimal("clarify.cache.ttl-jitter", 0.1, 0, 0.5);
    private static final Setting<Boolean> OPEN = Setting.flag("clarify.metrics.open", false);

    private static Settings having(String value) {
        return new Settings(name -> Optional.of(value));
    }

    @Test
    void takes_the_default_of_what_is_absent_or_empty() {
        assertThat(having("").get(Setting.duration("x", Duration.ofSeconds(2)))).isEqualTo(Duration.ofSeconds(2));
        assertThat(new Settings(name -> Optional.empty()).get(Setting.integer("x", 7, 1, 9)))
                .isEqualTo(7);
    }

    @Test
    void names_the_setting_of_a_duration_that_is_none_or_not_positive() {
        for (String wrong : new String[] {"250ms", "PT0S", "PT-1S", "PT0.0001S", "P366D"}) {
            assertThatThrownBy(() -> having(wrong).get(TIMEOUT))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith("Setting clarify.redis.read-timeout must be ");
        }
    }

    @Test
    void names_the_setting_of_a_number_that_is_none_or_out_of_range() {
        for (String wrong : new String[] {"many", "0", "10001", "1.5"}) {
            assertThatThrownBy(() -> having(wrong).get(SIZE))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith("Setting clarify.redis.pool-size must be ");
        }
        for (String wrong : new String[] {"NaN", "-0.1", "0.6", "much"}) {
            assertThatThrownBy(() -> having(wrong).get(JITTER))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith("Setting clarify.cache.ttl-jitter must be ");
        }
    }

    @Test
    void a_flag_is_true_or_false_and_nothing_else() {
        assertThat(having("true").get(OPEN)).isTrue();
        assertThat(having("").get(OPEN)).isFalse();
        assertThatThrownBy(() -> having("yes").get(OPEN))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("Setting clarify.metrics.open must be true or false, but is 'yes'.");
    }

    @Test
    void a_text_is_refused_with_the_complaint_about_it() {
        Setting<String> mode = Setting.text(
                "clarify.redis.mode",
                "one",
                "one",
                text -> Optional.of("must be one").filter(x -> !text.equals("one")));

        assertThat(having("one").get(mode)).isEqualTo("one");
        assertThatThrownBy(() -> having("two").get(mode))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("Setting clarify.redis.mode must be one.");
    }

    @Test
    void a_setting_without_default_is_empty_until_somebody_sets_it() {
        Setting<Optional<Integer>> port = Setting.optional("x", "port", Integer::valueOf);

        assertThat(having("").get(port)).isEmpty();
        assertThat(having("7").get(port)).contains(7);
    }

    /** As in SmallRye: while another thread asks for the names, the set of all changes. */
    @Test
    void the_names_are_those_of_the_sources_whoever_else_asks_for_them() {
        Settings settings = Settings.of(new SharedNames());

        assertThat(settings.names()).containsExactlyInAnyOrder("clarify.redis.uri", "java.home");
    }

    private static final class SharedNames implements Config {

        @Override
        public Iterable<String> getPropertyNames() {
            throw new ConcurrentModificationException();
        }

        @Override
        public Iterable<ConfigSource> getConfigSources() {
            return List.of(source("clarify.redis.uri"), source("java.home"));
        }

        private static ConfigSource source(String name) {
            return new ConfigSource() {
                @Override
                public Set<String> getPropertyNames() {
                    return Set.of(name);
                }

                @Override
                public String getValue(String asked) {
                    return "x";
                }

                @Override
                public String getName() {
                    return name;
                }
            };
        }

        @Override
        public <T> T getValue(String name, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            return Optional.empty();
        }

        @Override
        public <T> Optional<Converter<T>> getConverter(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException();
        }
    }
}
