package clarify.cache;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's threads for what nobody waits for. A bean of its own because it must come to life late: Payara Server
 * creates startup singletons before the names of the WAR are bound.
 */
@ApplicationScoped
class CacheExecutors implements Executor, Scheduler {

    @Resource(lookup = "java:app/concurrent/lookups")
    ManagedExecutorService executor;

    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    ManagedScheduledExecutorService scheduler;

    private volatile @Nullable Future<?> next;

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        next = scheduler.schedule(task, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void cancel() {
        Future<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }
}
