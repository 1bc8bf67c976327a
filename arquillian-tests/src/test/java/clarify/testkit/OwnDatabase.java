package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/**
 * The shipped artifact on H2 as the server brings it, without Redis. Lookups have a short limit, and the statements of a
 * transaction a long one. A test must not use the environment's PostgreSQL.
 */
public final class OwnDatabase {
    private OwnDatabase() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        return TestEnvironment.open()
                .shippedOnOwnDatabase(
                        Map.of("clarify.lookup.timeout", "PT1S", "clarify.database.statement-timeout", "PT60S"));
    }
}
