package clarify.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clarify.logging.LoggedRecords;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private static final Issuer FIRST = new Issuer("first");
    private static final Issuer SECOND = new Issuer("second");

    private final LoggedRecords logged = new LoggedRecords("clarify.token");
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private @Nullable IOException failure;
    private JWKSet published = FIRST.keys();
    private final IssuerKeys keys = new IssuerKeys(this::read, Runnable::run, now::get);

    @AfterEach
    void close() {
        logged.close();
    }

    private JWKSet read(Duration limit) throws IOException {
        reads.incrementAndGet();
        if (failure != null) {
            throw failure;
        }
        return published;
    }

    private static JWSHeader header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
    }

    private List<String> matching(String keyId) {
        return keys.matching(header(keyId)).stream()
                .map(key -> key.jwk().getKeyID())
                .toList();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void keys_are_read_once_while_they_are_young() {
        assertThat(matching("first")).containsExactly("first");
        pass(IssuerKeys.RENEWED_AFTER.minusNanos(1));
        assertThat(matching("first")).containsExactly("first");

        assertThat(reads).hasValue(1);
    }

    @Test
    void who_comes_after_the_start_need_not_wait() {
        keys.prepare();
        failure = new IOException("gone");

        assertThat(matching("first")).containsExactly("first");
        assertThat(reads).hasValue(1);
    }

    @Test
    void a_rotated_key_is_known_with_its_first_token() {
        assertThat(matching("first")).containsExactly("first");
        published = SECOND.keys();
        pass(IssuerKeys.BETWEEN_READS);

        assertThat(matching("second")).containsExactly("second");
        assertThat(matching("first")).isEmpty();
        assertThat(reads).hasValue(2);
    }

    @Test
    void a_key_that_was_taken_away_counts_for_some_minutes_only() {
        matching("first");
        published = SECOND.keys();
        pass(IssuerKeys.RENEWED_AFTER);

        assertThat(matching("first")).as("the token that starts the read").containsExactly("first");
        assertThat(matching("first")).isEmpty();
    }

    @Test
    void unknown_keys_are_not_asked_for_again_and_again() {
        for (int i = 0; i < 100; i++) {
            assertThat(matching("unknown" + i)).isEmpty();
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void old_keys_stay_while_new_ones_cannot_be_read_and_that_is_told_once() {
        matching("first");
        failure = new IOException("no route");
        for (int i = 0; i < 3; i++) {
            pass(IssuerKeys.RENEWED_AFTER);
            assertThat(matching("first")).containsExactly("first");
        }
        assertThatExceptionOfType(KeysUnavailable.class).isThrownBy(() -> matching("second"));
        assertThat(logged.count("cannot be read")).isEqualTo(1);

        failure = null;
        pass(IssuerKeys.BETWEEN_READS);
        assertThat(matching("second")).isEmpty();
        assertThat(logged.count("read again")).isEqualTo(1);
    }

    @Test
    void known_keys_stay_while_there_is_no_thread_to_read_others() {
        var noThread = new AtomicBoolean();
        Executor threads = task -> {
            if (noThread.get()) {
                throw new InternalError("unable to create native thread");
            }
            task.run();
        };
        var starved = new IssuerKeys(this::read, threads, now::get);
        starved.matching(header("first"));
        noThread.set(true);
        pass(IssuerKeys.RENEWED_AFTER);

        assertThat(starved.matching(header("first"))).hasSize(1);
        assertThatExceptionOfType(KeysUnavailable.class).isThrownBy(() -> starved.matching(header("second")));
        assertThat(logged.count("cannot be read")).isEqualTo(1);
    }

    /** A source that never answers, and a server that has dropped the task. */
    @Test
    void nobody_waits_longer_than_the_limit_and_only_few_wait() throws Exception {
        var dropping = new IssuerKeys(this::read, task -> {}, System::nanoTime);
        var begun = new CountDownLatch(1);
        List<Thread> callers = new ArrayList<>();
        var refused = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            var caller = new Thread(() -> {
                try {
                    begun.await();
                    dropping.matching(header("first"));
                } catch (KeysUnavailable e) {
                    refused.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            caller.start();
            callers.add(caller);
        }
        begun.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(refused).hasValue(100);
    }

    @Test
    void keys_behind_a_url_have_limits_however_slowly_they_come_and_however_many_they_are() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] json = SECOND.keys().toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
            exchange.close();
        });
        server.createContext("/gone", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.createContext("/huge", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(" ".repeat(2 << 20).getBytes(StandardCharsets.UTF_8));
                body.write(json);
            }
        });
        var over = new CountDownLatch(1);
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write('{');
                body.flush();
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            assertThat(new KeyLocation(base + "/keys")
                            .read(Duration.ofSeconds(60))
                            .getKeys())
                    .hasSize(1);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new KeyLocation(base + "/huge").read(Duration.ofSeconds(60)))
                    .withMessageContaining("more than");
            Stream.of("/gone", "/drip")
                    .map(path -> new KeyLocation(base + path))
                    .forEach(location -> assertThatExceptionOfType(IOException.class)
                            .isThrownBy(() -> location.read(Duration.ofMillis(300))));
        } finally {
            over.countDown();
            server.stop(0);
        }
    }
}
