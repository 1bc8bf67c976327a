package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact with Redis, a file of audit records and default settings. */
public final class Standard {
    private Standard() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment environment = TestEnvironment.open();
        return environment.shipped(Map.of(
                "clarify.redis.uri",
                environment.redis().uri(),
                "clarify.audit.file",
                environment.auditRecords().toString()));
    }
}
