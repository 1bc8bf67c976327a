package clarify.testkit;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls on as many threads, so that none waits for another on this side. */
public final class ConcurrentCalls<T> implements AutoCloseable {
    /** As many as every server answers at the same time: Payara Server has five threads, and the test wants one for itself. */
    public static final int AT_ONCE = 4;

    private final ExecutorService threads;
    private final List<Future<T>> calls;

    private ConcurrentCalls(List<? extends Callable<T>> calls) {
        threads = Executors.newFixedThreadPool(calls.size());
        this.calls = calls.stream().map(threads::submit).toList();
    }

    public static <T> ConcurrentCalls<T> begin(List<? extends Callable<T>> calls) {
        return new ConcurrentCalls<>(calls);
    }

    /** The same call that many times. */
    public static <T> ConcurrentCalls<T> begin(int times, Callable<T> call) {
        return begin(Collections.nCopies(times, call));
    }

    /** Waits for all of them; one that threw is the test's failure. */
    public List<T> answers() {
        return calls.stream().map(ConcurrentCalls::answer).toList();
    }

    private static <T> T answer(Future<T> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
