package clarify.testkit;

import clarify.guest.GuestServlet;
import clarify.guest.Weather;
import clarify.guest.WeatherReport;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** What ships, with a jar of somebody else's beans in the WAR. */
public final class WithGuest {
    private WithGuest() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment stage = TestEnvironment.open();
        return stage.shippedWithGuest(
                Map.of("clarify.redis.uri", stage.redis().uri()),
                GuestServlet.class,
                Weather.class,
                WeatherReport.class);
    }
}
