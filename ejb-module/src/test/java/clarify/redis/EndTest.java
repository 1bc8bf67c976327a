package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every call has an end, whatever it is that lasts. */
class EndTest {

    private static final String VALUE = "*1\r\n$5\r\nvalue\r\n";

    /** The first call of a JVM loads classes, which is not what is measured. */
    @BeforeAll
    static void loadWhatACallNeeds() {
        try (ScriptedRedis server = new ScriptedRedis(VALUE);
                RedisCalls calls = new RedisCalls(server.uri())) {
            assertThat(calls.get("key")).contains("value");
        }
        try (RedisCalls calls = new RedisCalls("redis://localhost:" + RedisFixture.freePort())) {
            assertThat(calls.get("key")).isEmpty();
        }
    }

    @Test
    void a_slow_resolver_does_not_make_a_call_last() {
        CountDownLatch slow = new CountDownLatch(1);
        Resolver resolver = host -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return InetAddress.getAllByName("127.0.0.1");
        };
        try (ScriptedRedis server = new ScriptedRedis(VALUE);
                RedisCalls calls = new RedisCalls("redis://slow_name:" + server.port(), Map.of(), resolver)) {
            assertThat(RedisCalls.inTime(() -> calls.get("key"))).isEmpty();
            assertThat(calls.gets("timeout")).isEqualTo(1);

            slow.countDown();
            assertThat(calls.get("key")).contains("value");
        }
    }

    @Test
    void all_addresses_of_a_name_are_tried() {
        Resolver resolver = host -> new InetAddress[] {
            InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), // refuses
            InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), // nobody answers, or the network says so
            InetAddress.getLoopbackAddress()
        };
        try (ScriptedRedis server = new ScriptedRedis(VALUE);
                RedisCalls calls = new RedisCalls("redis://name:" + server.port(), Map.of(), resolver)) {
            assertThat(RedisCalls.inTime(() -> calls.get("key"))).contains("value");
        }
    }

    @Test
    void a_connection_that_swallows_nothing_more_ends_the_write_and_values_are_stored_again_after() throws Exception {
        try (RedisFixture redis = new RedisFixture();
                SwitchedProxy proxy = new SwitchedProxy(redis.port);
                RedisCalls calls = new RedisCalls(proxy.uri())) {
            calls.set("key", "before");
            proxy.stallExisting();
            List<Command> many =
                    Collections.nCopies(64, Command.storing("SET", "large").with(new byte[100 * 1024]));

            Optional<Boolean> stored =
                    RedisCalls.inTime(() -> calls.redis.call(RedisOperation.SET, "large", RoundTrip.of(many)));

            assertThat(stored).isEmpty();
            assertThat(calls.calls("set", "timeout")).isEqualTo(1);
            calls.set("key", "after");
            assertThat(calls.get("key")).contains("after");
        }
    }

    @Test
    void a_server_that_accepts_and_never_reads_ends_the_write() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0);
                RedisCalls calls = new RedisCalls("redis://127.0.0.1:" + deaf.getLocalPort())) {
            RoundTrip<Boolean> large =
                    RoundTrip.of(List.of(Command.storing("SET", "large").with(new byte[64 * 1024 * 1024])));

            assertThat(RedisCalls.inTime(() -> calls.redis.call(RedisOperation.SET, "large", large)))
                    .isEmpty();

            assertThat(calls.calls("set", "timeout")).isEqualTo(1);
        }
    }

    @Test
    void a_long_wait_for_the_pool_is_bounded_by_the_deadline() throws Exception {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        RoundTrip<Boolean> held = RoundTrip.of(Command.reading("MGET", "key"), reply -> {
            holding.countDown();
            return awaited(over);
        });
        try (ScriptedRedis server = new ScriptedRedis(VALUE);
                RedisCalls calls = new RedisCalls(
                        server.uri(),
                        Map.of("clarify.redis.pool-wait", "PT5S", "clarify.redis.pool-size", "1"),
                        InetAddress::getAllByName)) {
            Thread holder = new Thread(() -> calls.redis.call(RedisOperation.GET, "key", held));
            holder.start();
            assertThat(awaited(holding)).isTrue();

            assertThat(RedisCalls.inTime(() -> calls.get("key"))).isEmpty();

            assertThat(calls.calls("get", "pool")).isEqualTo(1);
            over.countDown();
            holder.join(10_000);
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_a_server_said_before_it_stopped_reading_is_not_in_the_log() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0);
                RedisCalls calls = new RedisCalls("redis://127.0.0.1:" + deaf.getLocalPort())) {
            Thread server = new Thread(() -> sayAndReadNothing(deaf, "-ERR unknown command 'a secret'\r\n"));
            server.start();
            RoundTrip<Boolean> large =
                    RoundTrip.of(List.of(Command.storing("SET", "large").with(new byte[64 * 1024 * 1024])));

            assertThat(RedisCalls.inTime(() -> calls.redis.call(RedisOperation.SET, "large", large)))
                    .isEmpty();

            assertThat(calls.logged.list())
                    .singleElement()
                    .satisfies(record -> assertThat(record.getThrown()).hasMessageNotContaining("secret"));
            server.join(10_000);
        }
    }

    private static void sayAndReadNothing(ServerSocket listening, String said) {
        try {
            Socket client = listening.accept();
            client.getOutputStream().write(said.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void many_replies_together_may_take_no_more_than_one_may() {
        try (ScriptedRedis server = new ScriptedRedis("*30000\r\n" + ":1\r\n".repeat(30_000));
                RedisCalls calls = RedisCalls.patient(server.uri())) {
            RoundTrip<Boolean> many = RoundTrip.of(Collections.nCopies(3, Command.reading("LRANGE", "key")));

            assertThat(calls.redis.call(RedisOperation.GET, "key", many)).isEmpty();

            assertThat(calls.gets("reply")).isEqualTo(1);
        }
    }
}
