package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What TLS costs. Batches of both alternate, and of each the fastest counts: the others had to share the processor. A
 * measurement, with {@code -Dmeasure=true}.
 */
@EnabledIfSystemProperty(named = "measure", matches = "true")
class TlsCostTest {

    private static final int BATCHES = 40;
    private static final int READS = 1_000;
    private static final int CONNECTIONS = 10;
    private static final String VALUE = "x".repeat(500);

    private static final RoundTrip<Integer> READ = RoundTrip.of(
            Command.reading("MGET", "1", "2", "3", "4", "5", "6"),
            reply -> Optional.ofNullable((List<?>) reply).map(List::size).orElse(0));

    @Test
    void a_warm_read_and_a_connection(@TempDir Path directory) {
        TestCertificate authority = TestCertificate.authority("the CA");
        try (TlsServer redis =
                        TlsServer.start(TlsServer.Kind.REDIS, authority.sign("localhost"), authority, directory);
                RedisCalls tls = calls(redis.uri(), authority.certificateIn(directory));
                RedisCalls plain = calls("redis://localhost:" + redis.plainPort(), null)) {
            assertThat(plain.redis.greet().orElseThrow().failure()).isEmpty();
            long start = System.nanoTime();
            assertThat(tls.redis.greet().orElseThrow().failure()).isEmpty();
            long firstTls = System.nanoTime() - start;
            for (int i = 1; i <= 6; i++) {
                plain.set(String.valueOf(i), VALUE);
            }
            double read = Double.MAX_VALUE;
            double readTls = Double.MAX_VALUE;
            double connect = Double.MAX_VALUE;
            double connectTls = Double.MAX_VALUE;
            for (int i = 0; i < BATCHES; i++) {
                read = Math.min(read, readMicros(plain));
                readTls = Math.min(readTls, readMicros(tls));
                connect = Math.min(connect, greetMicros(plain));
                connectTls = Math.min(connectTls, greetMicros(tls));
            }

            System.out.printf(
                    "a warm read: plain %.1f us, TLS %.1f us, ratio %.2f%n"
                            + "a connection with its first answer: plain %.0f us, TLS %.0f us; the first of the JVM: TLS %.0f ms%n",
                    read, readTls, readTls / read, connect, connectTls, firstTls / 1e6);
        }
    }

    private static RedisCalls calls(String uri, @Nullable Path authority) {
        Map<String, String> settings =
                new HashMap<>(Map.of("clarify.redis.connect-timeout", "PT20S", "clarify.redis.read-timeout", "PT20S"));
        if (authority != null) {
            settings.put("clarify.redis.tls.ca-file", authority.toString());
        }
        return new RedisCalls(uri, settings, InetAddress::getAllByName);
    }

    private static double readMicros(RedisCalls calls) {
        long start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
            assertThat(calls.redis.call(RedisOperation.GET, "key", READ)).contains(6);
        }
        return (System.nanoTime() - start) / 1e3 / READS;
    }

    private static double greetMicros(RedisCalls calls) {
        long start = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            assertThat(calls.redis.greet().orElseThrow().failure()).isEmpty();
        }
        return (System.nanoTime() - start) / 1e3 / CONNECTIONS;
    }
}
