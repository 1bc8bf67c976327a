package clarify.logging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which failures are worth a stack trace: the first of a cause, and one a minute while it lasts. Thread-safe. */
public final class RecurringCauses {

    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, Cause> causes = new HashMap<>();

    public RecurringCauses() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public RecurringCauses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param failure is of the same cause as others of the same classes, its causes included. Messages do not count: they may
     *     tell of one query or one connection.
     * @return how many of its cause came since one was worth it; empty if this one is not
     */
    public OptionalInt worth(@Nullable Throwable failure) {
        return worth(classes(failure));
    }

    /** As {@link #worth(Throwable)}, for a cause that has a name: one of few. */
    public synchronized OptionalInt worth(String name) {
        long now = nanoTime.getAsLong();
        Cause cause = causes.get(name);
        if (cause != null && now - cause.since < QUIET) {
            cause.others++;
            return OptionalInt.empty();
        }
        causes.put(name, new Cause(now));
        return OptionalInt.of(cause == null ? 0 : cause.others);
    }

    /** How a log record tells of those that {@link #worth} counted; empty if there were none. */
    public static String told(int others) {
        return others == 0 ? "" : " (and " + others + " before it)";
    }

    private static String classes(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .map(cause -> cause.getClass().getName())
                .collect(Collectors.joining(" "));
    }

    private static final class Cause {

        private final long since;
        private int others;

        Cause(long since) {
            this.since = since;
        }
    }
}
