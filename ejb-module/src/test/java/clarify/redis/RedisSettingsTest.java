package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;
import java.util.HashMap;
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
        assertThat(defaults.maxConnectionAge()).isEqualTo(Duration.ofMinutes(10));
        assertThat(defaults.circuitFailures()).isEqualTo(3);
        assertThat(defaults.circuitRecovery()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void reads_a_uri_with_everything() {
        RedisAddress address = RedisAddress.parse("redis://ann:s3cr:et@redis.example:7000/4");

        assertThat(address).isEqualTo(new RedisAddress("redis.example", 7000, "ann", "s3cr:et", 4, false));
        assertThat(address).hasToString("redis.example:7000/4");
    }

    @Test
    void reads_a_uri_with_a_host_alone() {
        assertThat(RedisAddress.parse("redis://localhost"))
                .isEqualTo(new RedisAddress("localhost", 6379, null, null, 0, false));
    }

    @Test
    void reads_hosts_with_underscores_addresses_in_brackets_and_what_is_percent_encoded() {
        assertThat(RedisAddress.parse("redis://my_redis_1"))
                .isEqualTo(new RedisAddress("my_redis_1", 6379, null, null, 0, false));
        assertThat(RedisAddress.parse("redis://[::1]:7000/1"))
                .isEqualTo(new RedisAddress("::1", 7000, null, null, 1, false))
                .hasToString("[::1]:7000/1");
        assertThat(RedisAddress.parse("redis://an%3An:p%40%2Fw+d%25@host"))
                .isEqualTo(new RedisAddress("host", 6379, "an:n", "p@/w+d%", 0, false));
        assertThat(RedisAddress.parse("redis://10.0.0.1/"))
                .isEqualTo(new RedisAddress("10.0.0.1", 6379, null, null, 0, false));
    }

    @Test
    void an_empty_password_is_that_of_a_user_or_none() {
        assertThat(RedisAddress.parse("redis://ann:@host"))
                .isEqualTo(new RedisAddress("host", 6379, "ann", "", 0, false));
        assertThat(RedisAddress.parse("redis://:@host"))
                .isEqualTo(new RedisAddress("host", 6379, null, null, 0, false));
        assertThat(RedisAddress.parse("redis://:pw@host"))
                .isEqualTo(new RedisAddress("host", 6379, null, "pw", 0, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99_999, 65_536, 999_999_999})
    void names_a_port_that_there_is_not(int port) {
        assertThatThrownBy(() -> RedisAddress.parse("redis://host:" + port))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("has the port " + port + "; a port is 1..65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://[::1",
                "redis://::1",
                "redis://ann:%zz@host",
                "redis://ann:50%@host",
                "redis://host:-1",
                "redis://host:",
                "redis://ho st",
                "localhost:6379",
                "http://localhost",
                "redis://",
                "redis://host:port",
                "redis://a b",
                "redis://host/one",
                "redis://host/0?x=1",
                "redis://host/0#x",
                "redis://ann@host",
                "redisss://host",
                "rediss://one,two",
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
    void a_user_and_a_password_of_their_own_win_over_those_in_the_uri() {
        String uri = "rediss://ann:s3cret@host";

        assertThat(address(uri, Map.of("clarify.redis.password", "p@:/%")))
                .isEqualTo(new RedisAddress("host", 6379, "ann", "p@:/%", 0, true));
        assertThat(address(uri, Map.of("clarify.redis.user", "bob")))
                .isEqualTo(new RedisAddress("host", 6379, "bob", "s3cret", 0, true));
        assertThat(address("redis://ann@host", Map.of("clarify.redis.password", "own")))
                .isEqualTo(new RedisAddress("host", 6379, "ann", "own", 0, false));
        assertThat(address("redis://host", Map.of("clarify.redis.password", "own", "clarify.redis.user", "bob")))
                .isEqualTo(new RedisAddress("host", 6379, "bob", "own", 0, false));
    }

    private static RedisAddress address(String uri, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.uri", uri);
        return read(settings).address().orElseThrow();
    }

    @Test
    void a_user_without_a_password_is_refused() {
        assertThatThrownBy(() -> address("redis://host", Map.of("clarify.redis.user", "ann")))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("Setting clarify.redis.user names a user without a password")
                .hasMessageContaining("set clarify.redis.password");
    }
}
