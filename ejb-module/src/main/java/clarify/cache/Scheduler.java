package clarify.cache;

import java.time.Duration;

/** Runs the circuit's next background try later; there is never more than one waiting. */
interface Scheduler {

    /** @throws java.util.concurrent.RejectedExecutionException when it cannot */
    void schedule(Runnable task, Duration delay);
}
