package clarify.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnvironmentConfigSourceTest {

    private final Locale before = Locale.getDefault();
    private final EnvironmentConfigSource environment = new EnvironmentConfigSource(
            Map.of("CLARIFY_REDIS_URI", "redis://r", "MP_JWT_VERIFY_ISSUER", "me", "INITIAL", "theirs"));

    @BeforeEach
    void under_a_turkish_locale() {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    }

    @AfterEach
    void back() {
        Locale.setDefault(before);
    }

    @Test
    void names_are_found() {
        assertThat(environment.getValue("clarify.redis.uri")).isEqualTo("redis://r");
        assertThat(environment.getValue("mp.jwt.verify.issuer")).isEqualTo("me");
    }

    @Test
    void nothing_of_others_is_answered() {
        assertThat(environment.getValue("initial")).isNull();
        assertThat(environment.getValue("clarify.redis.pool-size")).isNull();
    }
}
