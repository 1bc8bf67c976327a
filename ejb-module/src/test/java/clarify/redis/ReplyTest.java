package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Redis says is an answer or one failed call, and never somebody else's answer. */
class ReplyTest {

    private static final String VALUE = "*1\r\n$5\r\nvalue\r\n";

    private final ScriptedRedis server = new ScriptedRedis(VALUE);
    private final RedisCalls calls = RedisCalls.patient(server.uri());

    @AfterEach
    void close() {
        calls.close();
        server.close();
    }

    static Stream<String> wrong() {
        return Stream.of(
                ":1\r\n",
                "+OK\r\n",
                "*1\r\n",
                "$-1\r\n",
                "*-1\r\n",
                "*-1",
                "*0\r\n",
                "*2\r\n$1\r\na\r\n$1\r\nb\r\n",
                "*1\r\n:1\r\n",
                "*1\r\n*1\r\n$1\r\na\r\n",
                "*1\r\n-ERR no\r\n",
                "$5\r\nvalue\r\n",
                "$-2\r\n",
                "*-2\r\n",
                "$x\r\n",
                "$99999999999999999999\r\n",
                "*1\r\n".repeat(100_000),
                "*2\r\n".repeat(100_000),
                VALUE + VALUE,
                VALUE + ":1\r\n",
                "garbage\r\n",
                "\r\n",
                "\0\0\0\0",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "%1\r\n+a\r\n:1\r\n",
                "_\r\n",
                "*1\r\n$5\r\nval",
                "*1\r\n$5\r\nvaluevalue\r\n",
                "*1\r\n$5\r\nvalue\n\n",
                "*1\n$5\nvalue\n",
                "-ERR no\r\n",
                "-\r\n",
                "");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_reply_of_a_wrong_shape_is_one_failed_call_that_closes_its_connection(String reply) {
        server.reply(reply);

        assertThat(calls.get("key")).isEmpty();

        assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(1);
        assertThat(calls.gets("reply") + calls.gets("timeout")).isEqualTo(1);
        assertThat(calls.logged.list()).hasSize(1);
        answersAgainOnANewConnection();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2000000000\r\n",
                "*100000000\r\n",
                "*1\r\n$9000000000000000000\r\n",
                "*2147483647\r\n$1\r\na\r\n",
                "*60000\r\n*60000\r\n",
                "*1\r\n$1048577\r\n"
            })
    void a_reply_that_announces_too_much_is_refused_before_memory_is_reserved(String reply) {
        server.reply(reply);

        assertThat(calls.get("key")).isEmpty();

        assertThat(calls.gets("reply")).isEqualTo(1);
        assertThat(calls.logged.list())
                .singleElement()
                .satisfies(record -> assertThat(record.getThrown()).hasMessageStartingWith("announces"));
        answersAgainOnANewConnection();
    }

    @Test
    void a_line_without_end_is_refused() {
        server.reply("+" + "x".repeat(1_000_000));

        assertThat(calls.get("key")).isEmpty();

        assertThat(calls.gets("reply")).isEqualTo(1);
        answersAgainOnANewConnection();
    }

    private void answersAgainOnANewConnection() {
        server.reply(VALUE);
        assertThat(calls.get("key")).contains("value");
        assertThat(server.connections()).isEqualTo(2);
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
    }

    @Test
    void one_reply_that_is_sent_twice_never_gives_a_key_the_value_of_another() {
        AtomicInteger answers = new AtomicInteger();
        server.script(command -> {
            String own = ScriptedRedis.isEcho(command)
                    ? ScriptedRedis.echo(command)
                    : "*1\r\n" + ScriptedRedis.bulk(command.get(1));
            return answers.incrementAndGet() == 1 ? own + own : own;
        });

        assertThat(calls.get("first")).isEmpty();

        for (String key : List.of("second", "third", "fourth")) {
            assertThat(calls.get(key)).contains(key);
        }
        assertThat(calls.gets("reply")).isEqualTo(1);
    }

    @Test
    void a_whole_round_trip_that_is_answered_twice_is_noticed() {
        server.script(command -> {
            if (ScriptedRedis.isEcho(command)) {
                String echo = ScriptedRedis.echo(command);
                return echo + "*1\r\n$5\r\nother\r\n" + echo;
            }
            return VALUE;
        });

        for (int i = 0; i < 4; i++) {
            assertThat(calls.get("key")).isNotEqualTo(Optional.of("other"));
        }
    }

    @Test
    void a_pooled_connection_on_which_something_came_unasked_is_replaced() {
        assertThat(calls.get("key")).contains("value");

        server.push("*1\r\n$5\r\nother\r\n");

        assertThat(calls.get("key")).contains("value");
        assertThat(server.connections()).isEqualTo(2);
        assertThat(calls.logged.list()).isEmpty();
    }

    @Test
    void an_error_shows_in_the_log_without_the_arguments_that_redis_quotes() {
        server.reply("-ERR unknown command 'SET', with args beginning with: 'key' 'a secret'\r\n");

        calls.set("key", "a secret");

        assertThat(calls.logged.list())
                .singleElement()
                .satisfies(record -> assertThat(record.getThrown()).hasMessage("ERR unknown command 'SET'"));
    }

    @Test
    void a_round_trip_that_wants_errors_gets_them_as_replies() {
        server.reply("-OOM no room\r\n");

        assertThat(calls.redis.call(
                        RedisOperation.GET,
                        "key",
                        RoundTrip.of(Command.reading("MGET", "key"), reply -> String.valueOf(reply))
                                .givenErrors()))
                .hasValueSatisfying(seen -> assertThat(seen).contains("OOM no room"));
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
    }
}
