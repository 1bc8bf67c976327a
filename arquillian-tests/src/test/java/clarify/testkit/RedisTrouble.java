package clarify.testkit;

import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact with a direct connection to Redis, a short circuit recovery, a long lookup time-out, open metrics. */
public final class RedisTrouble {
    /** How long the circuit stays open. */
    public static final Duration RECOVERY = Duration.ofSeconds(2);

    private RedisTrouble() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment environment = TestEnvironment.open();
        return environment.shipped(Map.of(
                "clarify.redis.uri",
                environment.redis().uri(),
                "clarify.cache.circuit.recovery",
                RECOVERY.toString(),
                "clarify.lookup.timeout",
                "PT30S", // a test may block them
                "clarify.metrics.open",
                "true"));
    }
}
