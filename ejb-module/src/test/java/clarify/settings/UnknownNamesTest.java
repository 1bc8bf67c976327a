package clarify.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {

    private static final Set<String> KNOWN =
            Set.of("clarify.redis.uri", "clarify.redis.pool-size", "clarify.cache.prefix");

    private static List<String> warnings(String... names) {
        return UnknownNames.warnings(List.of(names), KNOWN, "clarify.");
    }

    @ParameterizedTest
    @CsvSource({
        "CLARIFY_REDIS_URL, CLARIFY_REDIS_URI",
        "CLARIFY_REDIS_POOLSIZE, CLARIFY_REDIS_POOL_SIZE",
        "clarify.redis.poolsize, clarify.redis.pool-size",
        "clarify.prefix, clarify.cache.prefix",
        "clarify.Redis.Url, clarify.redis.uri"
    })
    void a_mistyped_name_is_told_with_the_nearest_right_one_in_the_same_spelling(String name, String nearest) {
        assertThat(warnings(name))
                .containsExactly(name + " is no setting and has no effect. Did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clarify.redis.uri",
                "CLARIFY_REDIS_URI",
                "CLARIFY_REDIS_POOL_SIZE",
                "clarifying",
                "PATH",
                "clarify.redis.CircuitBreakerGuard/call/CircuitBreaker/delay",
                "CLARIFY_REDIS_CIRCUITBREAKERGUARD_CALL_CIRCUITBREAKER_DELAY",
                "CLARIFY_REDIS_SERVICE_HOST",
                "CLARIFY_REDIS_SERVICE_PORT_REDIS",
                "CLARIFY_REDIS_PORT",
                "CLARIFY_PORT_8080_TCP_ADDR"
            })
    void settings_and_what_others_have_set_are_not_told(String name) {
        assertThat(warnings(name)).isEmpty();
    }

    @Test
    void a_name_in_two_spellings_is_told_once() {
        assertThat(warnings("clarify.redis.url", "CLARIFY_REDIS_URL")).hasSize(1);
    }
}
