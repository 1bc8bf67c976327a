package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong within a call is one failed call. */
class RedisTest {

    private final ScriptedRedis server = new ScriptedRedis("*1\r\n$5\r\nvalue\r\n");
    private final RedisCalls calls = new RedisCalls(server.uri());

    @AfterEach
    void close() {
        calls.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {":1\r\n", "+OK\r\n", "$-1\r\n", "*-1\r\n", "*0\r\n", "*1\r\n:1\r\n", "-ERR no\r\n"})
    void a_reply_of_the_wrong_shape_is_one_failed_call_that_closes_its_connection(String reply) {
        server.reply(reply);

        assertThat(calls.get("key")).isEmpty();

        assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(1);
        assertThat(calls.gets("reply")).isEqualTo(1);
        assertThat(calls.logged.list()).singleElement().satisfies(record -> {
            assertThat(record.getMessage()).isEqualTo("Redis failed: operation=get key=key");
            assertThat(record.getThrown()).isNotNull();
        });

        server.reply("*1\r\n$5\r\nvalue\r\n");
        assertThat(calls.get("key")).contains("value");
        assertThat(server.connections()).isEqualTo(2);
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
    }

    @Test
    void a_round_trip_that_throws_or_answers_nothing_is_one_failed_call() {
        RoundTrip<Object> throwing = RoundTrip.of(Command.reading("MGET", "key"), reply -> {
            throw new IllegalStateException("in the round trip");
        });

        assertThat(calls.redis.call(RedisOperation.GET, "key", throwing)).isEmpty();

        assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(1);
        assertThat(calls.logged.list()).hasSize(1);
    }

    @Test
    void three_replies_of_the_wrong_shape_open_the_circuit_and_no_call_is_made_after() {
        server.reply("+OK\r\n");

        for (int i = 0; i < 5; i++) {
            assertThat(calls.get("key")).isEmpty();
        }

        assertThat(calls.redis.circuit().state()).isEqualTo(CircuitRecord.State.OPEN);
        assertThat(calls.gets("reply")).isEqualTo(3);
    }

    @Test
    void a_call_keeps_its_connection_for_the_next_one() {
        assertThat(calls.get("key")).contains("value");
        assertThat(calls.get("key")).contains("value");

        assertThat(server.connections()).isEqualTo(1);
        assertThat(calls.logged.list()).isEmpty();
    }
}
