package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** What ships, with figures that everybody may read and a circuit that recovers soon. */
public final class OpenMetrics {
    private OpenMetrics() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment stage = TestEnvironment.open();
        return stage.shipped(Map.of(
                "clarify.redis.uri", stage.redis().uri(),
                "clarify.cache.circuit.recovery", RedisTrouble.RECOVERY.toString(),
                "clarify.metrics.open", "true"));
    }
}
