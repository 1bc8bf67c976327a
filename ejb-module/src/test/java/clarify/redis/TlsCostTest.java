package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What TLS costs, for a decision record. With {@code -Dmeasure=true}. */
@EnabledIfSystemProperty(named = "measure", matches = "true")
class TlsCostTest {

    private static final int ROUNDS = 20;
    private static final int CALLS = 2_000;
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
            long first = System.nanoTime();
            assertThat(plain.redis.greet().orElseThrow().failure()).isEmpty();
            long second = System.nanoTime();
            assertThat(tls.redis.greet().orElseThrow().failure()).isEmpty();
            long third = System.nanoTime();
            for (int i = 1; i <= 6; i++) {
                plain.set(String.valueOf(i), VALUE);
            }
            double[] ratios = new double[ROUNDS];
            double[] plainMicros = new double[ROUNDS];
            double[] tlsMicros = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                plainMicros[round] = micros(plain);
                tlsMicros[round] = micros(tls);
                ratios[round] = tlsMicros[round] / plainMicros[round];
            }
            double connect = greetMicros(plain);
            double connectTls = greetMicros(tls);

            System.out.printf(
                    "a first connection of the JVM: plain %.0f ms, then TLS %.0f ms%n"
                            + "a warm read: plain %.1f us, TLS %.1f us, ratio %.2f (median of %d rounds of %d)%n"
                            + "a connection with its first answer: plain %.0f us, TLS resumed %.0f us%n",
                    (second - first) / 1e6,
                    (third - second) / 1e6,
                    median(plainMicros),
                    median(tlsMicros),
                    median(ratios),
                    ROUNDS,
                    CALLS,
                    connect,
                    connectTls);
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

    private static double micros(RedisCalls calls) {
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            assertThat(calls.redis.call(RedisOperation.GET, "key", READ)).contains(6);
        }
        return (System.nanoTime() - start) / 1e3 / CALLS;
    }

    private static double greetMicros(RedisCalls calls) {
        double[] each = new double[100];
        for (int i = 0; i < each.length; i++) {
            long start = System.nanoTime();
            assertThat(calls.redis.greet().orElseThrow().failure()).isEmpty();
            each[i] = (System.nanoTime() - start) / 1e3;
        }
        return median(each);
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
