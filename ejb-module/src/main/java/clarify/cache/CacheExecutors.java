package clarify.cache;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The server's threads for what nobody waits for. A bean of its own because it must come to life late: Payara Server
 * creates startup singletons before the names of the WAR are bound.
 */
@ApplicationScoped
class CacheExecutors implements Executor, Scheduler {

    @SuppressWarnings("NullAway.Init")
    private ManagedExecutorService executor;

    @SuppressWarnings("NullAway.Init")
    private ManagedScheduledExecutorService scheduler;

    private volatile @Nullable Future<?> next;

    /** By name: Payara Server cannot inject a resource into a CDI bean of an EJB jar that the WAR of the EAR calls. */
    @PostConstruct
    @SuppressWarnings("BanJNDI") // the names are constants
    void find() {
        try {
            executor = InitialContext.doLookup("java:app/concurrent/lookups");
            scheduler = InitialContext.doLookup("java:comp/DefaultManagedScheduledExecutorService");
        } catch (NamingException e) {
            throw new IllegalStateException("The server lacks an executor of the cache", e);
        }
    }

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
