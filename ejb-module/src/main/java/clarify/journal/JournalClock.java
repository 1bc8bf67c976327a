package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The present, as exactly as the databases keep it. */
@ApplicationScoped
class JournalClock {

    @Inject
    Clock clock;

    Instant instant() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
