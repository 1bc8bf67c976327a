package clarify.journal;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what was scheduled last when the test says so. */
final class HandWatch extends ScheduledThreadPoolExecutor {

    private Runnable scheduled = () -> {};

    HandWatch() {
        super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
        scheduled = task;
        return super.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
    }

    void steps(int steps) {
        for (int i = 0; i < steps; i++) {
            scheduled.run();
        }
    }
}
