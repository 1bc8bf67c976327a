package clarify.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

@ApplicationScoped
class SystemClock {

    @Produces
    Clock utc() {
        return Clock.systemUTC();
    }
}
