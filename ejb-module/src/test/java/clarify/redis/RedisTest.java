package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.settings.Settings;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong within a call is one failed call. */
class RedisTest {

    private final ScriptedRedis server = new ScriptedRedis("*1\r\n$5\r\nvalue\r\n");
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Redis redis = new Redis(
            RedisSettings.read(new Settings(name -> Optional.ofNullable(
                    Map.of("clarify.redis.uri", server.uri()).get(name)))),
            new ConsecutiveFailures(),
            metrics,
            Tracing.none());
    private final List<LogRecord> logged = new ArrayList<>();
    private final Logger logger = Logger.getLogger("clarify.redis");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        redis.close();
        server.close();
    }

    private Optional<Integer> lengthOfValue() {
        return redis.call(
                RedisOperation.GET,
                "key",
                connection -> connection
                        .executeCommand(Redis.COMMANDS.mget("key".getBytes(UTF_8)))
                        .get(0)
                        .length);
    }

    private long failed(String outcome) {
        return metrics.get("clarify.redis.call")
                .tags("operation", "get", "outcome", outcome)
                .timer()
                .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":1\r\n",
                "+OK\r\n",
                "$-1\r\n",
                "*-1\r\n",
                "*0\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n:1\r\n",
                "-ERR no\r\n"
            })
    void a_reply_of_the_wrong_shape_is_one_failed_call_that_closes_its_connection(String reply) {
        server.reply(reply);

        assertThat(lengthOfValue()).isEmpty();

        assertThat(redis.circuit().consecutiveFailures()).isEqualTo(1);
        assertThat(failed("reply")).isEqualTo(1);
        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getMessage()).isEqualTo("Redis failed: operation=get key=key");
            assertThat(record.getThrown()).isNotNull();
        });

        server.reply("*1\r\n$5\r\nvalue\r\n");
        assertThat(lengthOfValue()).contains(5);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(redis.circuit().consecutiveFailures()).isZero();
    }

    @Test
    void a_round_trip_that_throws_or_answers_nothing_is_one_failed_call() {
        assertThat(redis.call(RedisOperation.GET, "key", connection -> {
                    throw new IllegalStateException("in the round trip");
                }))
                .isEmpty();
        assertThat(redis.circuit().consecutiveFailures()).isEqualTo(1);
        assertThat(logged).hasSize(1);
    }

    @Test
    void three_replies_of_the_wrong_shape_open_the_circuit_and_no_call_is_made_after() {
        server.reply("+OK\r\n");

        for (int i = 0; i < 5; i++) {
            assertThat(lengthOfValue()).isEmpty();
        }

        assertThat(redis.circuit().state()).isEqualTo(CircuitRecord.State.OPEN);
        assertThat(failed("reply")).isEqualTo(3);
    }

    @Test
    void a_call_keeps_its_connection_for_the_next_one() {
        assertThat(lengthOfValue()).contains(5);
        assertThat(lengthOfValue()).contains(5);

        assertThat(server.connections()).isEqualTo(1);
        assertThat(logged).isEmpty();
    }
}
