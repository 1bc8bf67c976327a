package clarify.context;

import clarify.cache.CachedContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One list on its way: from the cache, or from a lookup that has begun on another thread. */
final class Fetch<E> {

    private static final Logger LOG = Logger.getLogger(Fetch.class.getName());

    private final ListSource<E> source;
    private final UUID userId;
    private final Optional<List<E>> cached;
    private final FutureTask<List<E>> lookup;
    private boolean refused;

    private Fetch(ListSource<E> source, UUID userId, Optional<List<E>> cached) {
        this.source = source;
        this.userId = userId;
        this.cached = cached;
        this.lookup = new FutureTask<>(() -> source.lookup().apply(userId));
    }

    /** Takes the list from the cache or begins its lookup. */
    static <E> Fetch<E> begin(ListSource<E> source, UUID userId, CachedContext cache, Executor executor) {
        Fetch<E> fetch = new Fetch<>(source, userId, cache.list(source.kind(), source.row()));
        if (fetch.cached.isEmpty()) {
            fetch.start(executor);
        }
        return fetch;
    }

    private void start(Executor executor) {
        try {
            executor.execute(lookup);
        } catch (RejectedExecutionException e) {
            refused = true;
        }
    }

    /** Waits for the list, at most until {@code deadline} of {@link System#nanoTime}. A refused lookup is done here. */
    Found<E> await(long deadline) {
        if (cached.isPresent()) {
            return Found.inCache(cached.get());
        }
        if (refused) {
            lookup.run();
        }
        try {
            return Found.inDatabase(lookup.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return failed("failed", e.getCause());
        } catch (TimeoutException e) {
            lookup.cancel(true);
            return failed("ran out of time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("was interrupted", e);
        }
    }

    private Found<E> failed(String how, @Nullable Throwable cause) {
        LOG.log(
                Level.WARNING,
                cause,
                () -> "Lookup " + how + ": kind=" + source.kind().label() + " userId=" + userId);
        return Found.nothing();
    }
}
