package clarify.invalidation;

import clarify.cache.BypassPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The product's own policy on a node that polls its outbox in time, and finds nothing there. */
public final class HealthyOutbox {

    private static final long POLL_MILLIS = 500;

    private HealthyOutbox() {}

    public static BypassPolicy polled() {
        StaleEntries entries = new StaleEntries(new Lease(Duration.ofSeconds(2), System::nanoTime));
        poll(entries);
        var unused = Executors.newSingleThreadScheduledExecutor(HealthyOutbox::daemon)
                .scheduleAtFixedRate(() -> poll(entries), POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        return entries;
    }

    private static void poll(StaleEntries entries) {
        entries.pollEnded(entries.pollBegins(), List.of(), true);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "poll");
        thread.setDaemon(true);
        return thread;
    }
}
