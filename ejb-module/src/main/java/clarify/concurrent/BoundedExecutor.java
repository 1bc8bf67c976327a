package clarify.concurrent;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Another executor with a bound on the tasks that run or wait there at once, those on spare threads included. A task that
 * has not begun after five seconds counts as lost, and its place is free; if it begins after all, it runs only where a place
 * is free then. Thread-safe.
 */
public final class BoundedExecutor implements LoadThreads {

    private static final long START_LIMIT = TaskStart.LIMIT.toNanos();

    private final Executor executor;
    private final Executor spare;
    private final int limit;
    private final LongSupplier nanoTime;

    /** Tasks that have a place and have not begun, in the order in which they came. */
    private final Set<Bounded> waiting = new LinkedHashSet<>();

    private int running;

    /**
     * Without spare threads.
     *
     * @param limit tasks at once, running or waiting
     */
    public BoundedExecutor(Executor executor, int limit) {
        this(
                executor,
                task -> {
                    throw new RejectedExecutionException("no spare threads");
                },
                limit);
    }

    /**
     * @param spare runs what the executor has thrown away or dropped
     * @param limit tasks at once, running or waiting
     */
    public BoundedExecutor(Executor executor, Executor spare, int limit) {
        this(executor, spare, limit, System::nanoTime);
    }

    BoundedExecutor(Executor executor, Executor spare, int limit, LongSupplier nanoTime) {
        this.executor = executor;
        this.spare = spare;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** @throws RejectedExecutionException when the bound is reached, or the other executor throws whatever it be */
    @Override
    public void execute(Runnable task) {
        Bounded bounded = takePlace(task);
        try {
            executor.execute(bounded);
        } catch (RuntimeException | Error e) {
            if (leavePlace(bounded)) {
                throw new RejectedExecutionException("no thread", e);
            }
            throw e; // it has run, here and now, and this is its own failure
        }
    }

    /** In the place that the task has, if it still waits for a thread of the executor. */
    @Override
    public void executeOnSpare(Runnable task) {
        Bounded bounded = placed(task);
        try {
            spare.execute(bounded);
        } catch (RuntimeException | Error e) {
            leavePlace(bounded);
            throw e;
        }
    }

    private synchronized Bounded placed(Runnable task) {
        return waiting.stream()
                .filter(bounded -> bounded.task == task)
                .findFirst()
                .orElseGet(() -> takePlace(task));
    }

    private synchronized Bounded takePlace(Runnable task) {
        forgetLost();
        if (isFull()) {
            throw new ExecutorFull(limit);
        }
        Bounded bounded = new Bounded(task, nanoTime.getAsLong());
        waiting.add(bounded);
        return bounded;
    }

    private boolean isFull() {
        return running + waiting.size() >= limit;
    }

    private void forgetLost() {
        long now = nanoTime.getAsLong();
        Iterator<Bounded> oldest = waiting.iterator();
        while (oldest.hasNext() && now - oldest.next().since >= START_LIMIT) {
            oldest.remove();
        }
    }

    private synchronized boolean leavePlace(Bounded bounded) {
        return waiting.remove(bounded);
    }

    /** Each task is counted in one of the two, or in none: so no place is lost, and none is given back twice. */
    private synchronized boolean begin(Bounded bounded) {
        boolean hasPlace = waiting.remove(bounded);
        if (!hasPlace && isFull()) {
            return false;
        }
        running++;
        return true;
    }

    private synchronized void end() {
        running--;
    }

    /** Places that are taken. */
    synchronized int size() {
        forgetLost();
        return running + waiting.size();
    }

    private final class Bounded implements Runnable {

        private final Runnable task;
        private final long since;

        Bounded(Runnable task, long since) {
            this.task = task;
            this.since = since;
        }

        @Override
        public void run() {
            if (!begin(this)) {
                return;
            }
            try {
                task.run();
            } finally {
                end();
            }
        }
    }
}
