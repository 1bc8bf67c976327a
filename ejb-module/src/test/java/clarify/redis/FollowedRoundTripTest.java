package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A round trip that asks for another one is still one call: one connection, one deadline, one failure. */
class FollowedRoundTripTest {

    private static final Duration DEADLINE = Duration.ofMillis(950);

    private final AtomicInteger asked = new AtomicInteger();
    private final ScriptedRedis server = new ScriptedRedis("");
    private final RedisCalls calls = new RedisCalls(
            server.uri(),
            Map.of("clarify.redis.connect-timeout", "PT1M", "clarify.redis.read-timeout", "PT1M"),
            InetAddress::getAllByName);
    private final RedisCalls hurried = new RedisCalls(server.uri());

    @AfterEach
    void close() {
        calls.close();
        hurried.close();
        server.close();
    }

    /** Answers the first MGET "first", the next ones what the test says. */
    private void thenAnswers(String reply) {
        server.script(command -> {
            if (ScriptedRedis.isEcho(command)) {
                return ScriptedRedis.echo(command);
            }
            return asked.incrementAndGet() == 1 ? value("first") : reply;
        });
    }

    private static String value(String text) {
        return "*1\r\n" + ScriptedRedis.bulk(text);
    }

    private Optional<Optional<String>> call(RoundTrip<Optional<String>> roundTrip) {
        return calls.redis.call(RedisOperation.GET, "key", roundTrip);
    }

    private static RoundTrip<Optional<String>> followedUnless(String enough) {
        return RedisCalls.mget("key")
                .then(answer ->
                        answer.equals(Optional.of(enough)) ? Optional.empty() : Optional.of(RedisCalls.mget("key")));
    }

    @Test
    void what_follows_counts_and_goes_over_the_same_connection() {
        thenAnswers(value("second"));

        assertThat(call(followedUnless("enough"))).contains(Optional.of("second"));

        assertThat(server.connections()).isEqualTo(1);
        assertThat(calls.gets("ok")).isEqualTo(1);
    }

    @Test
    void nothing_follows_an_answer_that_is_enough() {
        thenAnswers(value("second"));

        assertThat(call(followedUnless("first"))).contains(Optional.of("first"));

        assertThat(asked).hasValue(1);
    }

    @Test
    void what_comes_before_the_first_one_does_not_come_before_what_follows() {
        thenAnswers(value("second"));

        assertThat(call(followedUnless("first").after(Command.reading("MGET", "before"))))
                .contains(Optional.of("second"));

        assertThat(asked).hasValue(3);
    }

    @Test
    void what_follows_and_fails_is_one_failed_call() {
        for (String reply : List.of("-ERR no\r\n", "+OK\r\n", "*2\r\n$1\r\na\r\n$1\r\nb\r\n")) {
            asked.set(0);
            thenAnswers(reply);

            assertThat(call(followedUnless("enough"))).isEmpty();

            assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(1);
            asked.set(0);
            assertThat(call(followedUnless("first"))).contains(Optional.of("first"));
        }
    }

    @Test
    void all_that_follows_shares_one_deadline() {
        thenAnswers(value("more"));
        long start = System.nanoTime();

        assertThat(hurried.redis.call(RedisOperation.GET, "key", endless())).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
        assertThat(hurried.gets("timeout")).isEqualTo(1);
    }

    private static RoundTrip<Optional<String>> endless() {
        return RedisCalls.mget("key").then(answer -> Optional.of(endless()));
    }
}
