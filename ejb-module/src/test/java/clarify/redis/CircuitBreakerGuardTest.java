package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** MicroProfile's breaker and the record beside it count the same failures. */
class CircuitBreakerGuardTest {

    private final RedisSettings settings = RedisSettings.read(new Settings(name -> Optional.empty()));
    private final RedisMetrics metrics = new RedisMetrics(new SimpleMeterRegistry(), true);

    static Stream<Throwable> failures() {
        return Stream.of(
                new CallInterrupted(new InterruptedException()),
                new OversizedReply("announces"),
                new StoringSuspended(new IllegalStateException()),
                new RefusedChange(new ErrorReply("OOM")),
                new RefusedReading(new ErrorReply("NOAUTH")),
                new UnexpectedReply("other"),
                new JedisConnectionException("lost"),
                new ClassCastException(),
                new StackOverflowError());
    }

    private static boolean isCounted(String method, Throwable failure) {
        return Arrays.stream(CircuitBreakerGuard.class.getMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .map(candidate -> candidate.getAnnotation(CircuitBreaker.class))
                .allMatch(breaker -> Arrays.stream(breaker.skipOn()).noneMatch(type -> type.isInstance(failure)));
    }

    private static boolean isCounted(Circuit circuit, Throwable failure) {
        circuit.failed(failure);
        return circuit.snapshot().consecutiveFailures() == 1;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void counts_what_the_record_counts(Throwable failure) {
        assertThat(isCounted("call", failure))
                .isEqualTo(isCounted(Circuit.main(Supplier::get, settings, metrics, ""), failure));
        assertThat(isCounted("callStoring", failure))
                .isEqualTo(isCounted(Circuit.storing(Supplier::get, settings, metrics, ""), failure));
    }
}
