package clarify.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Another executor, of which every failure to take a task is a {@link RejectedExecutionException}: also an error, as where
 * no thread can be made. A row of refusals is logged once. Thread-safe.
 */
final class ReportedRefusals implements Executor {

    private static final Logger LOG = Logger.getLogger(ReportedRefusals.class.getName());

    private final Executor executor;
    private final AtomicBoolean refusing = new AtomicBoolean();

    ReportedRefusals(Executor executor) {
        this.executor = executor;
    }

    /** @throws RejectedExecutionException with what the other executor threw; it may have taken the task all the same */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RuntimeException | Error e) {
            if (refusing.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "The server takes no task; callers do what they can themselves", e);
            }
            throw new RejectedExecutionException("the server takes no task", e);
        }
        refusing.set(false);
    }
}
