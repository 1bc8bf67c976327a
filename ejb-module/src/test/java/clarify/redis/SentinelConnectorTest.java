package clarify.redis;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Sentinels that say what the test wants, before a real Redis. */
class SentinelConnectorTest {

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    private static final int NOBODY = RedisFixture.freePort();

    @AutoClose
    private final ScriptedRedis first = new ScriptedRedis("");

    @AutoClose
    private final ScriptedRedis second = new ScriptedRedis("");

    private final String hosts = "127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port();

    @AutoClose
    private final RedisCalls calls = calls(hosts);

    private static RedisCalls calls(String hosts) {
        return new RedisCalls(
                "redis://" + hosts,
                Map.of("clarify.redis.mode", "sentinel", "clarify.redis.sentinel-master", "dreams"),
                InetAddress::getAllByName);
    }

    private static String naming(int port, int epoch) {
        return array("name", "dreams", "ip", "127.0.0.1", "port", "" + port, "config-epoch", "" + epoch);
    }

    private static String array(String... texts) {
        return "*" + texts.length + "\r\n"
                + Stream.of(texts).map(ScriptedRedis::bulk).collect(joining());
    }

    private boolean reachesRedis() {
        calls.set("key", "value");
        return calls.get("key").isPresent();
    }

    @Test
    void the_answer_of_the_newest_configuration_counts() {
        first.reply(naming(NOBODY, 4));
        second.reply(naming(redis.port, 5));

        calls.redis.tryAgainIfDue();

        assertThat(reachesRedis()).isTrue();
    }

    @Test
    void an_answer_that_is_older_than_what_is_known_changes_nothing() {
        first.reply("-IDONTKNOW\r\n");
        second.reply(naming(redis.port, 5));
        assertThat(reachesRedis()).isTrue();

        first.reply(naming(NOBODY, 4));
        second.close();
        calls.redis.tryAgainIfDue();

        assertThat(reachesRedis()).isTrue();
    }

    @Test
    void a_newer_answer_is_followed_although_the_old_connections_are_good() {
        first.reply(naming(redis.port, 5));
        second.reply(naming(redis.port, 5));
        assertThat(reachesRedis()).isTrue();
        try (ScriptedRedis next = new ScriptedRedis("*1\r\n$3\r\nnew\r\n")) {
            second.reply(naming(next.port(), 6));
            calls.redis.tryAgainIfDue();

            assertThat(calls.get("key")).contains("new");
        }
    }

    /** Also answers that are none. */
    @Test
    void a_request_asks_the_next_one_where_the_first_does_not_know() {
        for (String odd : new String[] {"-ERR No such master\r\n", "*-1\r\n", ":1\r\n", array("ip", "x"), "$-1\r\n"}) {
            first.reply(odd);
            second.reply(naming(redis.port, 5));
            try (RedisCalls fresh = calls(hosts)) {
                fresh.set("key", "value");
                assertThat(fresh.get("key")).as(odd).contains("value");
            }
        }
    }

    @Test
    void a_call_ends_with_its_deadline_although_every_sentinel_is_silent() {
        first.script(command -> "");
        try (RedisCalls many = calls(String.join(",", Collections.nCopies(8, "127.0.0.1:" + first.port())))) {
            long began = System.nanoTime();

            assertThat(many.get("key")).isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_500));
            assertThat(many.redis.circuit().consecutiveFailures()).isEqualTo(1);
        }
    }
}
