package clarify.testkit;

import clarify.guest.Barometer;
import clarify.guest.GuestServlet;
import clarify.guest.Origins;
import clarify.guest.Weather;
import clarify.guest.WeatherReport;
import java.util.Arrays;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact with a jar of another project's beans in the WAR. */
public final class WithGuest {
    private WithGuest() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment environment = TestEnvironment.open();
        return environment.shippedWithGuest(
                Map.of("clarify.redis.uri", environment.redis().uri()),
                Barometer.class,
                GuestServlet.class,
                Origins.class,
                Weather.class,
                WeatherReport.class,
                storm());
    }

    /** Named by its text, as it is nobody's business but the guest's. */
    private static Class<?> storm() {
        return Arrays.stream(WeatherReport.class.getDeclaredClasses()).findAny().orElseThrow();
    }
}
