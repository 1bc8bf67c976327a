package clarify.concurrent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Request coalescing: callers who want the same share one load (known from Go's singleflight). For each key one load runs
 * and at most one waits for it to end. A caller joins
 *
 * <ul>
 *   <li>a load that has not begun: it begins after the caller came, so it misses nothing that the caller may expect;
 *   <li>a load that has begun, or has ended, if caller and leader have seen the same version of what is loaded
 *       (docs/consistency.md has the argument) and the caller had begun to look before the load was released: later
 *       callers find the result where it is stored.
 * </ul>
 *
 * A failed load fails those who shared it and is forgotten. Thread-safe.
 *
 * @param <K> what is wanted
 * @param <V> what is loaded
 */
public final class SingleFlight<K, V> {

    /** After its end: longer than callers take from their look to here, and far shorter than anything is cached. */
    private static final long REMEMBERED = Duration.ofSeconds(1).toNanos();

    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, SharedLoad> waiting = new HashMap<>();
    private final Map<K, SharedLoad> latest = new HashMap<>();
    private final Queue<SharedLoad> done = new ArrayDeque<>();

    /** @param executor runs the loads; where it refuses, one of the callers does */
    public SingleFlight(Executor executor) {
        this.executor = executor;
    }

    /** Runs each load on the thread of one of its callers. */
    public static <K, V> SingleFlight<K, V> onCallersThreads() {
        return new SingleFlight<>(task -> {
            throw new RejectedExecutionException("left to the callers");
        });
    }

    /**
     * Joins a load or starts one.
     *
     * @param observed empty if the caller knows nothing of the state that is loaded
     * @param load called at most once, on whichever thread runs it
     */
    public Share join(K key, Optional<ObservedVersion> observed, Supplier<? extends V> load) {
        SharedLoad mine;
        lock.lock();
        try {
            forgetLongDone();
            SharedLoad joinable = joinable(key, observed);
            if (joinable != null) {
                return new Share(joinable, false);
            }
            mine = new SharedLoad(key, observed, load);
            waiting.put(key, mine);
            if (isRunning(latest.get(key))) {
                return new Share(mine, true); // begins when that one has ended
            }
        } finally {
            lock.unlock();
        }
        submit(mine);
        return new Share(mine, true);
    }

    private @Nullable SharedLoad joinable(K key, Optional<ObservedVersion> observed) {
        SharedLoad next = waiting.get(key);
        if (next != null) {
            return next;
        }
        SharedLoad last = latest.get(key);
        return last != null && observed.filter(last::isSharedBy).isPresent() ? last : null;
    }

    private void forgetLongDone() {
        long now = System.nanoTime();
        while (!done.isEmpty() && now - done.element().doneAt > REMEMBERED) {
            SharedLoad shared = done.remove();
            latest.remove(shared.key, shared);
        }
    }

    private boolean isRunning(@Nullable SharedLoad shared) {
        return shared != null && shared.state == State.RUNNING;
    }

    private void submit(@Nullable SharedLoad shared) {
        if (shared == null) {
            return;
        }
        try {
            executor.execute(() -> run(shared));
        } catch (RejectedExecutionException e) {
            leaveToCallers(shared);
        }
    }

    private void leaveToCallers(SharedLoad shared) {
        lock.lock();
        try {
            if (shared.state == State.WAITING) {
                shared.moveTo(State.LEFT_TO_CALLERS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing if another thread has begun it. */
    private void run(SharedLoad shared) {
        if (!begin(shared)) {
            return;
        }
        try {
            V value = shared.load.get();
            finish(shared, value, null);
        } catch (RuntimeException | Error e) {
            finish(shared, null, e);
        }
    }

    private boolean begin(SharedLoad shared) {
        lock.lock();
        try {
            if (!waiting.remove(shared.key, shared)) {
                return false;
            }
            latest.put(shared.key, shared);
            shared.moveTo(State.RUNNING);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void finish(SharedLoad shared, @Nullable V value, @Nullable Throwable failure) {
        SharedLoad next = null;
        lock.lock();
        try {
            shared.value = value;
            shared.failure = failure;
            shared.doneAt = System.nanoTime();
            shared.moveTo(State.DONE);
            if (latest.get(shared.key) == shared) {
                next = waiting.get(shared.key);
                if (failure == null && shared.observed.isPresent()) {
                    done.add(shared);
                } else {
                    latest.remove(shared.key);
                }
            }
        } finally {
            lock.unlock();
        }
        submit(next);
    }

    /** The load that runs takes too long: the next one may begin. */
    private void giveUpOn(K key) {
        SharedLoad next;
        lock.lock();
        try {
            next = isRunning(latest.remove(key)) ? waiting.get(key) : null;
        } finally {
            lock.unlock();
        }
        submit(next);
    }

    private enum State {
        WAITING,
        LEFT_TO_CALLERS,
        RUNNING,
        DONE
    }

    /** All its fields that change are guarded by the lock. */
    private final class SharedLoad {

        private final K key;
        private final Optional<ObservedVersion> observed;
        private final Supplier<? extends V> load;
        private final Condition changed = lock.newCondition();
        private State state = State.WAITING;
        private @Nullable V value;
        private @Nullable Throwable failure;
        private long doneAt;
        private @Nullable Long releasedAt;

        SharedLoad(K key, Optional<ObservedVersion> observed, Supplier<? extends V> load) {
            this.key = key;
            this.observed = observed;
            this.load = load;
        }

        boolean isSharedBy(ObservedVersion seen) {
            boolean same =
                    observed.filter(own -> own.version().equals(seen.version())).isPresent();
            return same && (releasedAt == null || seen.began() - releasedAt < 0);
        }

        void moveTo(State next) {
            state = next;
            changed.signalAll();
        }
    }

    /** One caller's share in a load. */
    public final class Share {

        private final SharedLoad shared;
        private final boolean leading;

        private Share(SharedLoad shared, boolean leading) {
            this.shared = shared;
            this.leading = leading;
        }

        /** Whether this caller started the load; the others found it. */
        public boolean isLeading() {
            return leading;
        }

        /**
         * The result is stored, or will not be: nobody joins who begins to look after this. Every leader calls this once,
         * whatever became of the load.
         */
        public void release() {
            lock.lock();
            try {
                shared.releasedAt = System.nanoTime();
            } finally {
                lock.unlock();
            }
        }

        /**
         * Waits for the load to end; runs it where the executor would not.
         *
         * @param deadline of {@link System#nanoTime}
         * @return what was loaded
         * @throws ExecutionException with what the load threw
         * @throws TimeoutException when the deadline has passed; others may go on waiting, and later callers do not
         *     wait for this load
         */
        public V await(long deadline) throws ExecutionException, TimeoutException, InterruptedException {
            while (awaitChange(deadline) == State.LEFT_TO_CALLERS) {
                run(shared);
            }
            if (shared.failure != null) {
                throw new ExecutionException(shared.failure);
            }
            return Objects.requireNonNull(shared.value);
        }

        private State awaitChange(long deadline) throws TimeoutException, InterruptedException {
            lock.lock();
            try {
                while (shared.state == State.WAITING || shared.state == State.RUNNING) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        break;
                    }
                    shared.changed.awaitNanos(left);
                }
                if (shared.state == State.LEFT_TO_CALLERS || shared.state == State.DONE) {
                    return shared.state;
                }
            } finally {
                lock.unlock();
            }
            giveUpOn(shared.key);
            throw new TimeoutException("no answer in time");
        }
    }
}
