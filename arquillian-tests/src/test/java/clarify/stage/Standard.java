package clarify.stage;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** What ships, with a Redis and every setting at its default. */
public final class Standard {
    private Standard() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        Stage stage = Stage.open();
        return stage.shipped(Map.of("clarify.redis.uri", stage.redis().uri()));
    }
}
