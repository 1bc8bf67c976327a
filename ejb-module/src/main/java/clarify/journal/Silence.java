package clarify.journal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the database is silent: it has failed twice in a row, so that one dead connection is not enough, and not long ago,
 * so that nobody is refused because nobody asks it any more. Thread-safe.
 */
final class Silence {

    private static final int TWICE = 2;

    /** Longer than from one failed poll of the outbox to the next, unless polls are set to be rare. */
    private static final long REMEMBERED = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanoTime;
    private int failures;
    private long last;

    Silence(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void goesOn() {
        failures = Math.min(failures + 1, TWICE);
        last = nanoTime.getAsLong();
    }

    synchronized void ended() {
        failures = 0;
    }

    synchronized boolean lasts() {
        return failures == TWICE && nanoTime.getAsLong() - last < REMEMBERED;
    }
}
