package clarify.rest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How often each caller was refused within the present minute, of which the first times are worth a record. Thread-safe. */
final class RefusalCounts {

    /** Of one caller; all who have no token are one. */
    static final int RECORDS = 10;

    /** More callers in one minute are one, too. */
    static final int CALLERS = 1_000;

    static final String OTHERS = "others";

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private Map<String, Integer> counts = new HashMap<>();
    private long start;

    /** @param nanoTime as {@link System#nanoTime} */
    RefusalCounts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
    }

    /** Counts a refusal. */
    synchronized boolean isWorthARecord(String who) {
        boolean isKnown = counts.size() < CALLERS || counts.containsKey(who);
        return counts.merge(isKnown ? who : OTHERS, 1, Integer::sum) <= RECORDS;
    }

    /** By caller, how many had no record, once the minute is over; then another one begins. */
    synchronized Map<String, Integer> ofEndedMinute() {
        return nanoTime.getAsLong() - start < MINUTE ? Map.of() : all();
    }

    /** As {@link #ofEndedMinute}, whether it is over or not. */
    synchronized Map<String, Integer> all() {
        Map<String, Integer> others = new HashMap<>();
        counts.forEach((who, count) -> {
            if (count > RECORDS) {
                others.put(who, count - RECORDS);
            }
        });
        counts = new HashMap<>();
        start = nanoTime.getAsLong();
        return others;
    }
}
