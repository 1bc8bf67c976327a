package clarify.testkit;

import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** What ships, with its own connection to Redis, a circuit that recovers soon, patience with lookups, and open figures. */
public final class RedisTrouble {
    /** How long the circuit stays open. */
    public static final Duration RECOVERY = Duration.ofSeconds(2);

    private RedisTrouble() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment stage = TestEnvironment.open();
        return stage.shipped(Map.of(
                "clarify.redis.uri",
                stage.redis().uri(),
                "clarify.cache.circuit.recovery",
                RECOVERY.toString(),
                "clarify.lookup.timeout",
                "PT30S", // a test may hold them up
                "clarify.metrics.open",
                "true"));
    }
}
