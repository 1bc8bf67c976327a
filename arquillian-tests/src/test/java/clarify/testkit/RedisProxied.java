package clarify.testkit;

import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact with the proxy in front of Redis and a short circuit recovery. */
public final class RedisProxied {
    /** How long the circuit stays open. */
    public static final Duration RECOVERY = Duration.ofSeconds(2);

    private RedisProxied() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment environment = TestEnvironment.open();
        return environment.shipped(Map.of(
                "clarify.redis.uri", environment.proxy().uri(), "clarify.cache.circuit.recovery", RECOVERY.toString()));
    }
}
