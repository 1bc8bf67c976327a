package clarify.context;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;

/** The server's threads on which lookups run side by side. */
@ApplicationScoped
class LookupThreads implements Executor {

    @Resource(lookup = "java:app/concurrent/lookups")
    ManagedExecutorService executor;

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }
}
