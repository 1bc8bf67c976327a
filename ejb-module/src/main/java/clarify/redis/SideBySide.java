package clarify.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes calls to several shards at once, so that they wait for none but their own. Its threads are few, made when they are needed,
 * and gone soon after; the caller's does what none is there for. Thread-safe.
 */
final class SideBySide implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SideBySide.class.getName());

    private static final int MOST_THREADS = 32;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = Executors.defaultThreadFactory().newThread(task);
                thread.setName("clarify-redis-shard");
                thread.setDaemon(true);
                return thread;
            });

    /** @param calls each of which ends within a limit and does not throw */
    <T> List<T> all(List<Supplier<T>> calls) {
        List<FutureTask<T>> tasks =
                calls.stream().map(call -> new FutureTask<>(call::get)).toList();
        tasks.stream().skip(1).forEach(this::begin);
        List<T> results = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            task.run(); // nothing if a thread has begun it
            results.add(result(task));
        }
        return results;
    }

    private void begin(Runnable task) {
        try {
            threads.execute(task);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "No thread for a call to a shard: the caller makes it", e);
        }
    }

    private static <T> T result(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // it ends soon in any case
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
