package clarify.testkit;

import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** What ships, with our proxy in front of Redis and a circuit that recovers soon. */
public final class RedisProxied {
    /** How long the circuit stays open. */
    public static final Duration RECOVERY = Duration.ofSeconds(2);

    private RedisProxied() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment stage = TestEnvironment.open();
        return stage.shipped(Map.of(
                "clarify.redis.uri", stage.proxy().uri(), "clarify.cache.circuit.recovery", RECOVERY.toString()));
    }
}
