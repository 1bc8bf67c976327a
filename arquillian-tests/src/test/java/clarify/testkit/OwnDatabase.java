package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact on H2 as the server brings it, without Redis. A test must not use the environment's PostgreSQL. */
public final class OwnDatabase {
    private OwnDatabase() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        return TestEnvironment.open().shippedOnOwnDatabase(Map.of());
    }
}
