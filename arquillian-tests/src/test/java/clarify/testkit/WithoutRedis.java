package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact without Redis. */
public final class WithoutRedis {
    private WithoutRedis() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        return TestEnvironment.open().shipped(Map.of());
    }
}
