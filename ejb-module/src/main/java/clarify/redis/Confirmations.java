package clarify.redis;

import static clarify.redis.RedisSettings.CONFIRM_REPLICAS;

import java.util.List;

/** Whether enough replicas of one master confirm its changes. That they do not is counted and logged. Thread-safe. */
final class Confirmations {

    private static final String SENT_AGAIN = ": it is sent again until they do, and its lists come from the database";

    private final String name;
    private final int wanted;
    private final RedisMetrics metrics;
    private final TroubleLog trouble;

    /** @param name where the master is, for people, as the end of a sentence; empty where there is one only */
    Confirmations(String name, int wanted, RedisMetrics metrics) {
        this.name = name;
        this.wanted = wanted;
        this.metrics = metrics;
        this.trouble = new TroubleLog(
                "As many replicas of Redis" + name + " as " + CONFIRM_REPLICAS + " wants confirm again.");
    }

    /**
     * A server that is no master any more has no replicas. It has sent away what came before.
     *
     * @param replies to changes and, at the end, to {@code WAIT}
     * @return whether so many replicas have all that was changed
     */
    boolean areIn(List<Object> replies) {
        if (!(replies.get(replies.size() - 1) instanceof Long replicas)) {
            return false;
        }
        if (replicas < wanted) {
            metrics.unconfirmed();
            trouble.isThere(
                    "replicas",
                    () -> CONFIRM_REPLICAS + " wants " + wanted + " replicas of Redis" + name
                            + " to confirm an invalidation, and " + replicas + " did in time" + SENT_AGAIN);
            return false;
        }
        if (replies.contains(Redis.NOTHING_CHANGED)) {
            metrics.unconfirmed();
            trouble.isThere(
                    "memory",
                    () -> "Redis" + name
                            + " refused to write what replicas are to confirm: its memory is full, or its user lacks +set"
                            + SENT_AGAIN);
        } else {
            trouble.isOver();
        }
        return true;
    }
}
