package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.CircuitRecord.State;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Redis that answers, but refuses some commands. */
class RefusalTest {

    private static final String VALUE = "*1\r\n$5\r\nvalue\r\n";

    private final ScriptedRedis server = new ScriptedRedis(VALUE);
    private final RedisCalls calls = RedisCalls.patient(server.uri());

    private void refuseAllBut(List<String> names, String error) {
        server.script(command -> {
            if (ScriptedRedis.isEcho(command)) {
                return ScriptedRedis.echo(command);
            }
            if (command.get(0).equals("PING")) {
                return "+PONG\r\n";
            }
            return names.contains(command.get(0)) ? VALUE : "-" + error + "\r\n";
        });
    }

    @AfterEach
    void close() {
        calls.close();
        server.close();
    }

    private void fillRecoveryTimes(int count) {
        for (int i = 0; i < count; i++) {
            calls.recover();
            calls.set("key", "value");
            calls.get("key");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "3 | OOM command not allowed when used memory > 'maxmemory'.",
                "3 | READONLY You can't write against a read only replica.",
                "3 | MISCONF Redis is configured to save RDB snapshots",
                "1 | NOPERM this user has no permissions to run the 'set' command",
                "3 | NOREPLICAS Not enough good replicas to write.",
                "3 | ERR unknown command 'SET'"
            })
    void one_that_can_only_be_read_is_read_and_nothing_flaps(int failuresTold, String error) {
        refuseAllBut(List.of("MGET"), error);

        for (int i = 0; i < 5; i++) {
            calls.set("key", "value");
            assertThat(calls.get("key")).contains("value");
        }
        fillRecoveryTimes(20);

        assertThat(calls.calls("set", "reply")).isEqualTo(3);
        assertThat(calls.redis.circuit().state()).isEqualTo(State.OPEN);
        assertThat(calls.redis.isEnabled()).isTrue();
        assertThat(calls.redis.isAvailable()).isTrue();
        assertThat(calls.redis.isStoring()).isFalse();
        assertThat(calls.get("key")).contains("value");
        assertThat(calls.logged.list()).hasSize(failuresTold + 1); // one opening
    }

    @Test
    void it_is_stored_in_again_after_the_first_background_try_that_may_store() {
        refuseAllBut(List.of("MGET"), "OOM no room");
        fillRecoveryTimes(5);
        server.reply("+OK\r\n");

        calls.recover();

        assertThat(calls.redis.circuit().state()).isEqualTo(State.CLOSED);
        assertThat(calls.logged.count("Circuit for storing in Redis closed after PT"))
                .isEqualTo(1);
        calls.set("key", "value");
        assertThat(calls.calls("set", "ok")).isEqualTo(1);
    }

    @Test
    void removing_is_tried_also_while_storing_is_suspended() {
        refuseAllBut(List.of("MGET", "DEL"), "OOM no room");
        fillRecoveryTimes(5);

        RoundTrip<Boolean> delete = RoundTrip.of(List.of(Command.removing("DEL", "key")));

        assertThat(calls.redis.call(RedisOperation.DELETE, "key", delete)).isPresent();
        assertThat(calls.redis.circuit().state()).isEqualTo(State.OPEN);
    }

    @Test
    void a_reset_closes_both_circuits() {
        refuseAllBut(List.of("MGET"), "OOM no room");
        fillRecoveryTimes(5);

        calls.redis.resetCircuit();

        assertThat(calls.redis.circuit().state()).isEqualTo(State.CLOSED);
        assertThat(calls.redis.isStoring()).isTrue();
    }

    @Test
    void one_that_cannot_be_read_either_opens_the_main_circuit_until_it_can_although_it_answers_ping() {
        refuseAllBut(List.of(), "NOAUTH Authentication required.");
        for (int i = 0; i < 5; i++) {
            assertThat(calls.get("key")).isEmpty();
        }

        fillRecoveryTimes(20);

        assertThat(calls.redis.isEnabled()).isFalse();
        assertThat(calls.gets("reply")).isEqualTo(3);
        assertThat(calls.logged.list()).hasSize(2);

        server.reply(VALUE);
        calls.recover();
        assertThat(calls.get("key")).contains("value");
        assertThat(calls.logged.count("failures not logged: 22")).isEqualTo(1);
    }

    @Test
    void a_value_that_is_too_long_opens_no_circuit() {
        server.reply("*1\r\n$300000000\r\n");

        for (int i = 0; i < 10; i++) {
            assertThat(calls.get("key")).isEmpty();
        }

        assertThat(calls.gets("reply")).isEqualTo(10);
        assertThat(calls.redis.circuit().state()).isEqualTo(State.CLOSED);
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
    }

    @Test
    void a_background_try_that_is_answered_too_much_closes_the_circuit_as_redis_has_answered() {
        server.reply("-ERR no\r\n");
        for (int i = 0; i < 3; i++) {
            assertThat(calls.get("key")).isEmpty();
        }
        assertThat(calls.redis.circuit().state()).isEqualTo(State.OPEN);
        server.reply("*1\r\n$300000000\r\n");

        calls.recover();

        assertThat(calls.redis.circuit().state()).isEqualTo(State.CLOSED);
        server.reply(VALUE);
        assertThat(calls.get("key")).contains("value");
    }

    @Test
    void a_background_try_that_is_interrupted_has_not_been_made() {
        server.reply("-ERR no\r\n");
        for (int i = 0; i < 3; i++) {
            assertThat(calls.get("key")).isEmpty();
        }
        int logged = calls.logged.list().size();
        Thread trying = Thread.currentThread();
        server.script(command -> {
            trying.interrupt();
            return "";
        });

        calls.recover();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls.redis.circuit().state()).isEqualTo(State.OPEN);
        assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(3);
        assertThat(calls.logged.list()).hasSize(logged);
        server.reply(VALUE);
        calls.recover();
        assertThat(calls.redis.circuit().state()).isEqualTo(State.CLOSED);
    }
}
