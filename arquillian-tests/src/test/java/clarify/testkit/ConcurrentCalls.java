package clarify.testkit;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Concurrent calls, each on a thread of its own. */
public final class ConcurrentCalls<T> implements AutoCloseable {
    /** How many requests every server handles at once: Payara Server has five threads, and one is left for the test. */
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

    /** Waits for all of them. If a call throws, the test fails. */
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
