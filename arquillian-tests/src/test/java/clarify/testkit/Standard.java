package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** What ships, with a Redis and every setting at its default. */
public final class Standard {
    private Standard() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment stage = TestEnvironment.open();
        return stage.shipped(Map.of("clarify.redis.uri", stage.redis().uri()));
    }
}
