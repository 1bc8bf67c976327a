package clarify.concurrent;

import java.time.Duration;

/**
 * How long a task that an executor has accepted may take to begin. A server may accept a task and drop it (Payara #2305):
 * nobody is told, and it never runs. So a task that has not begun by then counts as lost, and begins no more if its thread
 * comes after all.
 */
final class TaskStart {

    /** A third of the time after which everything has recovered, and long for a busy server. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private TaskStart() {}
}
