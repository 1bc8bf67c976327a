package clarify.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** Another executor with a bound on the tasks that run or wait there at once. Thread-safe. */
public final class BoundedExecutor implements Executor {

    private final Executor executor;
    private final int limit;
    private final Semaphore free;

    /** @param limit tasks at once, running or waiting */
    public BoundedExecutor(Executor executor, int limit) {
        this.executor = executor;
        this.limit = limit;
        this.free = new Semaphore(limit);
    }

    /** @throws RejectedExecutionException when the bound is reached, or the other executor refuses */
    @Override
    public void execute(Runnable task) {
        if (!free.tryAcquire()) {
            throw new RejectedExecutionException(limit + " tasks are under way");
        }
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    free.release();
                }
            });
        } catch (RuntimeException | Error e) {
            free.release();
            throw e;
        }
    }
}
