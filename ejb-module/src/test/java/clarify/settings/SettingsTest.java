package clarify.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static Settings having(String value) {
        return new Settings(name -> Optional.of(value));
    }

    @Test
    void takes_the_default_of_what_is_absent_or_empty() {
        assertThat(having("").duration("x", Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(new Settings(name -> Optional.empty()).integer("x", 7, 1, 9)).isEqualTo(7);
    }

    @Test
    void names_the_setting_of_a_duration_that_is_none_or_not_positive() {
        for (String wrong : new String[] {"250ms", "PT0S", "PT-1S", "PT0.0001S", "P366D"}) {
            assertThatThrownBy(() -> having(wrong).duration("clarify.redis.read-timeout", Duration.ofSeconds(1)))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith("Setting clarify.redis.read-timeout must be ");
        }
    }

    @Test
    void names_the_setting_of_a_number_that_is_none_or_out_of_range() {
        for (String wrong : new String[] {"many", "0", "10001", "1.5"}) {
            assertThatThrownBy(() -> having(wrong).integer("clarify.redis.pool-size", 16, 1, 10_000))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith("Setting clarify.redis.pool-size must be ");
        }
        for (String wrong : new String[] {"NaN", "-0.1", "0.6", "much"}) {
            assertThatThrownBy(() -> having(wrong).decimal("clarify.cache.ttl-jitter", 0.1, 0, 0.5))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith("Setting clarify.cache.ttl-jitter must be ");
        }
    }

    @Test
    void a_flag_is_true_or_false_and_nothing_else() {
        assertThat(having("true").flag("clarify.metrics.open", false)).isTrue();
        assertThat(having("").flag("clarify.metrics.open", true)).isTrue();
        assertThatThrownBy(() -> having("yes").flag("clarify.metrics.open", false))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("Setting clarify.metrics.open must be true or false, but is 'yes'.");
    }
}
