package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time, rounded to the precision that the databases keep. */
@ApplicationScoped
public class JournalClock {

    private final Clock clock;

    @Inject
    JournalClock(Clock clock) {
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    JournalClock() {
        this(null);
    }

    public Instant instant() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
