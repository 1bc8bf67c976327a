package clarify.context;

import clarify.journal.Invalidations;
import clarify.journal.Undelivered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How many invalidations wait in the database, as the last poll has seen: asking asks nobody. Thread-safe. */
@ApplicationScoped
public class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class.getName());

    /** Counting a long table is no task for each poll. */
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);

    @Inject
    Invalidations invalidations;

    @Inject
    Clock clock;

    private long pending;
    private @Nullable Instant oldest;
    private Instant counted = Instant.MIN;

    /** How many are not known to be delivered. */
    public synchronized long pending() {
        return pending;
    }

    /** How long the oldest has been waiting; zero if none does. */
    public synchronized Duration ageOfOldest() {
        if (oldest == null) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(oldest, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** @param all whether these are all there are */
    synchronized void found(List<Undelivered> rows, boolean all) {
        oldest = rows.isEmpty() ? null : rows.get(0).since();
        if (all) {
            pending = rows.size();
            return;
        }
        pending = Math.max(pending, rows.size());
        Instant now = clock.instant();
        if (counted.isBefore(now.minus(BETWEEN_COUNTS))) {
            counted = now;
            count();
        }
    }

    private void count() {
        try {
            pending = invalidations.count();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Waiting invalidations could not be counted", e);
        }
    }
}
