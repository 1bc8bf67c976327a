package clarify.testkit;

import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact without Redis, and with short limits for the database. */
public final class WithoutRedis {
    private WithoutRedis() {}

    /** What is too slow or silent is given up within this time, and some time for the answer. */
    public static final Duration LIMIT = Duration.ofSeconds(2 + 2);

    @Deployment(testable = false)
    static Archive<?> clarify() {
        return TestEnvironment.open()
                .shipped(Map.of(
                        "clarify.database.lock-timeout", "PT1S",
                        "clarify.database.statement-timeout", "PT2S"));
    }
}
