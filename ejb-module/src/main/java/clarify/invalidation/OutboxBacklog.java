package clarify.invalidation;

import clarify.time.Ages;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How many invalidations wait in the database, as the last poll has seen it. Asking reads memory alone. Thread-safe. */
public final class OutboxBacklog {

    private static final Logger LOG = Logger.getLogger(OutboxBacklog.class.getName());

    /** Counting a long table at each poll would cost too much. */
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);

    private final OutboxTable table;
    private final Clock clock;

    private volatile Waiting waiting = new Waiting(0, null);
    private Instant counted = Instant.MIN;

    OutboxBacklog(OutboxTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    private record Waiting(long rows, @Nullable Instant since) {}

    /** How many are not known to be delivered. */
    public long pending() {
        return waiting.rows();
    }

    /** How long the oldest has been waiting; zero if none does. */
    public Duration ageOfOldest() {
        Instant since = waiting.since();
        if (since == null) {
            return Duration.ZERO;
        }
        return Ages.between(since, clock.instant());
    }

    /**
     * Records what a poll could not deliver. Called by one thread at a time.
     *
     * @param all whether these are all there are
     */
    void left(List<PendingInvalidation> rows, boolean all) {
        Instant oldest = rows.stream()
                .map(PendingInvalidation::since)
                .min(Comparator.naturalOrder())
                .orElse(null);
        waiting = new Waiting(all ? rows.size() : Math.max(waiting.rows(), rows.size()), oldest);
        Instant now = clock.instant();
        if (!all && counted.isBefore(now.minus(BETWEEN_COUNTS))) {
            counted = now;
            waiting = new Waiting(count(waiting.rows()), oldest);
        }
    }

    private long count(long otherwise) {
        try {
            return table.count();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "Waiting invalidations could not be counted", e);
            return otherwise;
        }
    }
}
