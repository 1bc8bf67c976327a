package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.Redis.Part;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmedCallTest {

    @AutoClose
    private final ScriptedRedis server = new ScriptedRedis("");

    private volatile List<String> waited = List.of();

    private RedisCalls calls(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.confirm-replicas", "1");
        settings.put(
                "clarify.redis.connect-timeout", "PT20S"); // so that whatever is the limit for the answer, it is asked
        return new RedisCalls(server.uri(), settings, InetAddress::getAllByName);
    }

    private static boolean isDelivered(RedisCalls calls) {
        Part removal = Part.of("key", Command.removing("DEL", "key"));
        return calls.redis
                .callConfirmed(RedisOperation.INVALIDATE, List.of(removal))
                .get(0);
    }

    private void answer(String change, String wait) {
        server.script(command -> {
            if (command.get(0).equals("WAIT")) {
                waited = command;
                return wait;
            }
            return ScriptedRedis.isEcho(command) ? ScriptedRedis.echo(command) : change;
        });
    }

    /** Redis looks ten times a second whether somebody has waited for long enough. */
    @ParameterizedTest
    @CsvSource({"PT0.25S, 100", "PT1S, 700", "PT0.15S, 30", "PT0.001S, 1"})
    void redis_has_time_to_say_that_replicas_did_not_confirm(String readTimeout, String expected) {
        answer(":1\r\n", ":1\r\n");
        try (RedisCalls calls = calls(Map.of("clarify.redis.read-timeout", readTimeout))) {
            Awaitility.await().until(() -> {
                calls.redis.resetCircuit();
                isDelivered(calls); // who gives up may reset the connection before it is read
                return !waited.isEmpty();
            });
        }

        assertThat(waited).containsExactly("WAIT", "1", expected);
    }

    @Test
    void that_replicas_confirm_again_is_told_once() {
        try (RedisCalls calls = calls(Map.of())) {
            answer(":1\r\n", ":0\r\n");
            assertThat(isDelivered(calls)).isFalse();
            assertThat(isDelivered(calls)).isFalse();
            answer(":1\r\n", ":1\r\n");
            assertThat(isDelivered(calls)).isTrue();
            assertThat(isDelivered(calls)).isTrue();

            assertThat(calls.logged.count("replicas of Redis to confirm")).isEqualTo(1);
            assertThat(calls.logged.count("confirm again")).isEqualTo(1);
        }
    }

    @Test
    void what_changes_nothing_is_not_delivered_and_told_once() {
        answer(":-1\r\n", ":1\r\n");
        try (RedisCalls calls = calls(Map.of())) {
            assertThat(isDelivered(calls)).isFalse();
            assertThat(isDelivered(calls)).isFalse();

            assertThat(calls.logged.count("Redis refused to write what replicas are to confirm"))
                    .isEqualTo(1);
            assertThat(calls.metrics.get("clarify.redis.unconfirmed").counter().count())
                    .isEqualTo(2);
        }
    }

    @Test
    void the_end_of_what_was_not_told_is_not_told_either() {
        try (RedisCalls calls = calls(Map.of())) {
            for (int i = 0; i < 3; i++) {
                answer(":1\r\n", ":0\r\n");
                assertThat(isDelivered(calls)).isFalse();
                answer(":1\r\n", ":1\r\n");
                assertThat(isDelivered(calls)).isTrue();
            }

            assertThat(calls.logged.count("replicas of Redis to confirm")).isEqualTo(1);
            assertThat(calls.logged.count("confirm again")).isEqualTo(1);
        }
    }

    @Test
    void replicas_of_one_master_say_nothing_of_those_of_another() {
        try (RedisCalls calls = calls(Map.of())) {
            RedisMetrics metrics = new RedisMetrics(calls.metrics, true);
            Confirmations one = new Confirmations(" at one:1", 1, metrics);
            Confirmations other = new Confirmations(" at other:2", 1, metrics);

            assertThat(one.areIn(List.of(1L, 0L))).isFalse();
            assertThat(other.areIn(List.of(1L, 1L))).isTrue();
            assertThat(calls.logged.count("confirm again")).isZero();
            assertThat(one.areIn(List.of(1L, 1L))).isTrue();

            assertThat(calls.logged.count("1 replicas of Redis at one:1 to confirm"))
                    .isEqualTo(1);
            assertThat(calls.logged.count("As many replicas of Redis at one:1 as"))
                    .isEqualTo(1);
        }
    }
}
