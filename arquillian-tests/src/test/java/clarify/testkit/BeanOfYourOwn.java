package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The EAR of the project that {@code docs/cache-for-other-beans.md} prints. For the servers that take an EAR. */
public final class BeanOfYourOwn {
    private BeanOfYourOwn() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment environment = TestEnvironment.open();
        return environment.with(
                ShippedArchives.ear(new ExampleProject().build()),
                Map.of("clarify.redis.uri", environment.redis().uri()));
    }
}
