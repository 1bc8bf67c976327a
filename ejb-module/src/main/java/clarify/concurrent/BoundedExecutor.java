package clarify.concurrent;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Another executor with a bound on the tasks that run or wait there at once. A task that has not begun after five seconds
 * counts as lost, and its place is free; if it begins after all, it runs only where a place is free then. Thread-safe.
 */
public final class BoundedExecutor implements Executor {

    private static final long START_LIMIT = TaskStart.LIMIT.toNanos();

    private final Executor executor;
    private final int limit;
    private final LongSupplier nanoTime;

    /** Tasks that have a place and have not begun, in the order in which they came, with the time of that. */
    private final Map<Bounded, Long> waiting = new LinkedHashMap<>();

    private int running;

    /** @param limit tasks at once, running or waiting */
    public BoundedExecutor(Executor executor, int limit) {
        this(executor, limit, System::nanoTime);
    }

    BoundedExecutor(Executor executor, int limit, LongSupplier nanoTime) {
        this.executor = executor;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** @throws RejectedExecutionException when the bound is reached, or the other executor throws whatever it be */
    @Override
    public void execute(Runnable task) {
        Bounded bounded = new Bounded(task);
        if (!takePlace(bounded)) {
            throw new ExecutorFull(limit);
        }
        try {
            executor.execute(bounded);
        } catch (RuntimeException | Error e) {
            if (leavePlace(bounded)) {
                throw new RejectedExecutionException("no thread", e);
            }
            throw e; // it has run, here and now, and this is its own failure
        }
    }

    private synchronized boolean takePlace(Bounded bounded) {
        forgetLost();
        if (isFull()) {
            return false;
        }
        waiting.put(bounded, nanoTime.getAsLong());
        return true;
    }

    private boolean isFull() {
        return running + waiting.size() >= limit;
    }

    private void forgetLost() {
        long now = nanoTime.getAsLong();
        Iterator<Long> since = waiting.values().iterator();
        while (since.hasNext() && now - since.next() >= START_LIMIT) {
            since.remove();
        }
    }

    private synchronized boolean leavePlace(Bounded bounded) {
        return waiting.remove(bounded) != null;
    }

    /** Each task is counted in one of the two, or in none: so no place is lost, and none is given back twice. */
    private synchronized boolean begin(Bounded bounded) {
        boolean hasPlace = waiting.remove(bounded) != null;
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

        Bounded(Runnable task) {
            this.task = task;
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
