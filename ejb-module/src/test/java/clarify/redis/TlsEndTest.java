package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call over TLS has an end, whatever it is that lasts. */
class TlsEndTest {

    private static final String VALUE = "*1\r\n$5\r\nvalue\r\n";

    private static final TestCertificate CA = TestCertificate.authority("the CA");
    private static final TestCertificate OF_SERVER = CA.sign("127.0.0.1");

    private final Map<String, String> settings;

    TlsEndTest(@TempDir Path directory) {
        settings =
                Map.of("clarify.redis.tls.ca-file", CA.certificateIn(directory).toString());
    }

    /** The first calls of a JVM load classes, which is not what is measured. */
    @BeforeEach
    void loadWhatACallNeeds() {
        try (ScriptedRedis server = new ScriptedRedis(VALUE, listening())) {
            Awaitility.await().until(() -> {
                try (RedisCalls calls = calls(server.port())) {
                    return calls.get("key").isPresent();
                }
            });
        }
    }

    private static ServerSocket listening() {
        return TlsServer.listening(OF_SERVER, CA, false);
    }

    private RedisCalls calls(int port) {
        return new RedisCalls("rediss://127.0.0.1:" + port, settings, InetAddress::getAllByName);
    }

    @Test
    void a_server_that_accepts_and_says_nothing_ends_the_handshake() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                RedisCalls calls = calls(silent.getLocalPort())) {
            assertThat(RedisCalls.inTime(() -> calls.get("key"))).isEmpty();

            assertThat(calls.gets("timeout")).isEqualTo(1);
            assertThat(calls.logged.count("did not answer the TLS handshake in time"))
                    .isEqualTo(1);
        }
    }

    /** Its first record announces 16,384 bytes, of which one comes every 20 ms. */
    @Test
    void a_handshake_that_trickles_ends() throws Exception {
        try (ServerSocket listening = new ServerSocket(0);
                RedisCalls calls = calls(listening.getLocalPort())) {
            Thread server = new Thread(
                    () -> trickle(listening, new byte[] {0x16, 3, 3, 0x40, 0, 2, 0, 0x3f, (byte) 0xfc, 3, 3}));
            server.start();

            assertThat(RedisCalls.inTime(() -> calls.get("key"))).isEmpty();

            assertThat(calls.gets("timeout")).isEqualTo(1);
            assertThat(calls.logged.count("TLS handshake with Redis was not finished in time"))
                    .isEqualTo(1);
            server.join(60_000);
        }
    }

    @Test
    void a_reply_that_trickles_ends() throws Exception {
        try (ServerSocket listening = listening();
                RedisCalls calls = calls(listening.getLocalPort())) {
            Thread server = new Thread(() -> trickle(listening, "*1\r\n$1000\r\n".getBytes(US_ASCII)));
            server.start();

            assertThat(RedisCalls.inTime(() -> calls.get("key"))).isEmpty();

            assertThat(calls.gets("timeout")).isEqualTo(1);
            server.join(60_000);
        }
    }

    private static void trickle(ServerSocket listening, byte[] begin) {
        try (Socket client = listening.accept();
                OutputStream out = client.getOutputStream()) {
            out.write(begin);
            while (client.getInputStream().available() >= 0) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException e) {
            // The client has hung up, which ends the test's server.
        }
    }

    /** A record that is written by half is dropped with its connection, and closing does not wait. */
    @Test
    void a_connection_that_swallows_nothing_more_ends_the_write_and_the_next_one_is_whole() {
        try (ScriptedRedis server = new ScriptedRedis(VALUE, listening());
                SwitchedProxy wire = new SwitchedProxy(server.port());
                RedisCalls calls = calls(wire.port())) {
            assertThat(calls.get("key")).contains("value");
            wire.stallExisting();
            List<Command> many =
                    Collections.nCopies(64, Command.storing("SET", "large").with(new byte[100 * 1024]));

            Optional<Boolean> stored =
                    RedisCalls.inTime(() -> calls.redis.call(RedisOperation.SET, "large", RoundTrip.of(many)));

            assertThat(stored).isEmpty();
            assertThat(calls.calls("set", "timeout")).isEqualTo(1);
            assertThat(calls.get("key")).contains("value");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void an_interrupt_ends_the_handshake_and_says_nothing_about_redis() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                RedisCalls calls = new RedisCalls(
                        "rediss://127.0.0.1:" + silent.getLocalPort(),
                        Map.of(
                                "clarify.redis.tls.ca-file",
                                settings.get("clarify.redis.tls.ca-file"),
                                "clarify.redis.read-timeout",
                                "PT60S"),
                        InetAddress::getAllByName)) {
            CompletableFuture<Boolean> stayedInterrupted = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                boolean empty = calls.get("key").isEmpty();
                stayedInterrupted.complete(empty && Thread.currentThread().isInterrupted());
            });
            caller.start();
            try (Socket accepted = silent.accept();
                    InputStream hello = accepted.getInputStream()) {
                assertThat(hello.read()).isEqualTo(0x16);

                caller.interrupt();

                assertThat(stayedInterrupted.get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
                assertThat(calls.logged.list()).isEmpty();
            }
        }
    }

    @Test
    void what_came_unasked_for_replaces_its_connection() {
        try (ScriptedRedis server = new ScriptedRedis(VALUE, listening());
                RecordingProxy wire = new RecordingProxy(server.port());
                RedisCalls calls = calls(wire.port())) {
            assertThat(calls.get("key")).contains("value");
            assertThat(calls.get("key")).contains("value");
            assertThat(server.connections()).isEqualTo(1);
            int before = wire.received().length;
            server.push("+unasked\r\n");
            Awaitility.await().until(() -> wire.received().length > before);

            Awaitility.await().untilAsserted(() -> {
                assertThat(calls.get("key")).contains("value");
                assertThat(server.connections()).isEqualTo(2);
            });
            assertThat(calls.logged.list()).isEmpty();
        }
    }
}
