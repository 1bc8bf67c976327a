package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    /** A Redis that answers "a value of 1,000 bytes follows" and then a byte every 20 ms. */
    private static void trickle(ServerSocket listening) {
        try (Socket client = listening.accept();
                OutputStream out = client.getOutputStream()) {
            out.write("*1\r\n$1000\r\n".getBytes(US_ASCII));
            while (client.getInputStream().available() >= 0) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException e) {
            // The client has hung up, which ends the test's server.
        }
    }

    @Test
    void ends_the_call_although_every_single_read_is_quick() throws Exception {
        loadWhatACallNeeds();
        try (ServerSocket listening = new ServerSocket(0)) {
            Thread server = new Thread(() -> trickle(listening));
            server.start();
            try (RedisCalls calls = new RedisCalls("redis://localhost:" + listening.getLocalPort())) {
                long start = System.nanoTime();

                assertThat(calls.get("key")).isEmpty();

                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(450), Duration.ofMillis(950)); // less than a second deadline
                assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(1);
            }
            server.join(60_000);
        }
    }

    /** The first call of a JVM loads classes, which is not what is measured. */
    private static void loadWhatACallNeeds() {
        try (RedisCalls calls = new RedisCalls("redis://localhost:" + RedisFixture.freePort())) {
            assertThat(calls.get("key")).isEmpty();
        }
    }
}
