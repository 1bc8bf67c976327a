package clarify.time;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was. */
public final class Ages {

    private Ages() {}

    /** Zero for what is yet to come: a clock was set back, or two clocks differ. */
    public static Duration between(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
