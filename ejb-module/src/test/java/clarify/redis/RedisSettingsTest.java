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

    private static RedisAddress address(String uri) {
        return RedisUri.parse(uri).addresses(6379).get(0);
    }

    private static RedisSettings read(Map<String, String> settings) {
        return RedisSettings.read(new Settings(name -> Optional.ofNullable(settings.get(name))));
    }

    @Test
    void has_the_defaults_of_the_contract() {
        RedisSettings defaults = read(Map.of());

        assertThat(defaults.place()).isEmpty();
        assertThat(defaults.deadline()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.poolWait()).isEqualTo(Duration.ofMillis(100));
        assertThat(defaults.poolSize()).isEqualTo(16);
        assertThat(defaults.maxConnectionAge()).isEqualTo(Duration.ofMinutes(10));
        assertThat(defaults.circuitFailures()).isEqualTo(3);
        assertThat(defaults.circuitRecovery()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void reads_a_uri_with_everything() {
        RedisAddress address = address("redis://ann:s3cr:et@redis.example:7000/4");

        assertThat(address).isEqualTo(new RedisAddress("redis.example", 7000, "ann", "s3cr:et", 4, false));
        assertThat(address).hasToString("redis.example:7000/4");
    }

    @Test
    void reads_a_uri_with_a_host_alone() {
        assertThat(address("redis://localhost")).isEqualTo(new RedisAddress("localhost", 6379, null, null, 0, false));
    }

    @Test
    void reads_hosts_with_underscores_addresses_in_brackets_and_what_is_percent_encoded() {
        assertThat(address("redis://my_redis_1")).isEqualTo(new RedisAddress("my_redis_1", 6379, null, null, 0, false));
        assertThat(address("redis://[::1]:7000/1"))
                .isEqualTo(new RedisAddress("::1", 7000, null, null, 1, false))
                .hasToString("[::1]:7000/1");
        assertThat(address("redis://an%3An:p%40%2Fw+d%25@host"))
                .isEqualTo(new RedisAddress("host", 6379, "an:n", "p@/w+d%", 0, false));
        assertThat(address("redis://10.0.0.1/")).isEqualTo(new RedisAddress("10.0.0.1", 6379, null, null, 0, false));
    }

    @Test
    void an_empty_password_is_that_of_a_user_or_none() {
        assertThat(address("redis://ann:@host")).isEqualTo(new RedisAddress("host", 6379, "ann", "", 0, false));
        assertThat(address("redis://:@host")).isEqualTo(new RedisAddress("host", 6379, null, null, 0, false));
        assertThat(address("redis://:pw@host")).isEqualTo(new RedisAddress("host", 6379, null, "pw", 0, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99_999, 65_536, 999_999_999})
    void names_a_port_that_there_is_not(int port) {
        assertThatThrownBy(() -> address("redis://host:" + port))
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
    @ValueSource(strings = {"replicated", "clustered", "STANDALONE"})
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
        return ((RedisPlace.Standalone) read(settings).place().orElseThrow()).address();
    }

    @Test
    void a_user_without_a_password_is_refused() {
        assertThatThrownBy(() -> address("redis://host", Map.of("clarify.redis.user", "ann")))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("Setting clarify.redis.user names a user without a password")
                .hasMessageContaining("set clarify.redis.password");
    }

    private static Map<String, String> sentinel(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.mode", "sentinel");
        settings.putIfAbsent("clarify.redis.uri", "redis://ann:s3cret@one,two:7000, [::1] /3");
        return settings;
    }

    @Test
    void sentinels_have_a_login_of_their_own_and_the_master_has_that_of_the_uri() {
        var place = (RedisPlace.Watched) read(sentinel(Map.of(
                        "clarify.redis.sentinel-master", "dreams",
                        "clarify.redis.sentinel-user", "watcher",
                        "clarify.redis.sentinel-password", "pw")))
                .place()
                .orElseThrow();

        assertThat(place.sentinels())
                .containsExactly(
                        new RedisAddress("one", 26_379, "watcher", "pw", 0, false),
                        new RedisAddress("two", 7000, "watcher", "pw", 0, false),
                        new RedisAddress("::1", 26_379, "watcher", "pw", 0, false));
        assertThat(place.login().at("m", 1)).isEqualTo(new RedisAddress("m", 1, "ann", "s3cret", 3, false));
        assertThat(place).hasToString("one:26379,two:7000,[::1]:26379/3 (dreams)");
    }

    @Test
    void sentinels_need_the_name_of_the_master_and_a_user_a_password() {
        assertThatThrownBy(() -> read(sentinel(Map.of())))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("clarify.redis.sentinel-master");
        assertThatThrownBy(() -> read(sentinel(
                        Map.of("clarify.redis.sentinel-master", "m", "clarify.redis.sentinel-user", "watcher"))))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("clarify.redis.sentinel-password");
    }

    @Test
    void one_redis_has_one_host() {
        assertThatThrownBy(() -> read(Map.of("clarify.redis.uri", "redis://one,two")))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("clarify.redis.uri")
                .hasMessageContaining("2 hosts");
    }

    @Test
    void a_cluster_has_several_hosts_with_one_login_and_no_database_but_the_first() {
        var place = (RedisPlace.Clustered)
                read(cluster("redis://ann:s3cret@one,two:7000")).place().orElseThrow();

        assertThat(place.seeds())
                .containsExactly(
                        new RedisAddress("one", 6379, "ann", "s3cret", 0, false),
                        new RedisAddress("two", 7000, "ann", "s3cret", 0, false));
        assertThat(place).hasToString("one:6379,two:7000");
        assertThatThrownBy(() -> read(cluster("redis://one/1")))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("Setting clarify.redis.uri names the database 1");
    }

    private static Map<String, String> cluster(String uri) {
        return Map.of("clarify.redis.mode", "cluster", "clarify.redis.uri", uri);
    }
}
