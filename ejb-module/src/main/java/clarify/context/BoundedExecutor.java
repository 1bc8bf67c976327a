package clarify.context;

import clarify.cache.ServerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * The server's threads on which lookups run side by side. Bounded, as the server's executor has no bound of its own: past
 * it callers look up in their own threads, of which the server has only so many.
 */
@ApplicationScoped
class BoundedExecutor implements Executor {

    /** As many as the servers' connection pools usually have connections: more would only wait there. */
    static final int LIMIT = 32;

    private final Semaphore free = new Semaphore(LIMIT);

    @Inject
    ServerExecutor threads;

    /** @throws RejectedExecutionException when the bound is reached, or the server refuses */
    @Override
    public void execute(Runnable task) {
        if (!free.tryAcquire()) {
            throw new RejectedExecutionException(LIMIT + " lookups are under way");
        }
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    free.release();
                }
            });
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
    }
}
