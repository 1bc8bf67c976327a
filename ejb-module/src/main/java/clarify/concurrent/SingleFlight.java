package clarify.concurrent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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
 * <p>A failed load fails those who shared it and is forgotten. One that runs too long is not waited for by those who come
 * later, and the next one begins. One that no thread begins, because the executor threw or dropped it, gets a spare thread
 * ({@link LoadThreads}); for a place in a full executor its callers wait. One whose callers have all gone is not made.
 * Thread-safe.
 *
 * @param <K> what is wanted
 * @param <V> what is loaded
 */
public final class SingleFlight<K, V> {

    /** After its end: longer than callers take from their look to here, and far shorter than anything is cached. */
    private static final long REMEMBERED = Duration.ofSeconds(1).toNanos();

    /** For a thread to begin a load; past it a spare one does. Short, as every caller of a dropped load waits for so long. */
    private static final long START_LIMIT = Duration.ofMillis(250).toNanos();

    /** Until the callers of a load try again whether a full executor takes it. */
    private static final long RETRY = Duration.ofMillis(10).toNanos();

    private final LoadThreads threads;
    private final long tooLong;
    private final long startLimit;
    private final ReentrantLock lock = new ReentrantLock();

    /** The load of each key that has not begun. */
    private final Map<K, SharedLoad> waiting = new HashMap<>();

    /** The load of each key that began last, unless it is forgotten. */
    private final Map<K, SharedLoad> latest = new HashMap<>();

    private final Queue<SharedLoad> done = new ArrayDeque<>();

    /** @param tooLong after this time, usually that for which its callers wait, a load is stuck */
    public SingleFlight(LoadThreads threads, Duration tooLong) {
        this.threads = threads;
        this.tooLong = tooLong.toNanos();
        this.startLimit = Math.min(START_LIMIT, this.tooLong / 4);
    }

    /** Runs each load on the thread of one of its callers. */
    public static <K, V> SingleFlight<K, V> onCallersThreads(Duration tooLong) {
        RejectedExecutionException refusal = new RejectedExecutionException("left to the callers");
        return new SingleFlight<>(
                LoadThreads.orCaller(task -> {
                    throw refusal;
                }),
                tooLong);
    }

    /**
     * Joins a load or starts one. Who has joined must {@link Share#await} it.
     *
     * @param observed empty if the caller knows nothing of the state that is loaded
     * @param load called at most once, on whichever thread runs it
     */
    public Share join(K key, Optional<ObservedVersion> observed, Supplier<? extends V> load) {
        Share share;
        lock.lock();
        try {
            forgetLongDone();
            SharedLoad joinable = joinable(key, observed);
            if (joinable != null) {
                return new Share(joinable, false);
            }
            SharedLoad mine = new SharedLoad(key, observed, load);
            waiting.put(key, mine);
            share = new Share(mine, true);
            if (isBusy(key)) {
                return share; // begins when the load that runs has ended, or is stuck
            }
            mine.moveTo(State.SUBMITTED);
        } finally {
            lock.unlock();
        }
        submit(share.shared);
        return share;
    }

    private @Nullable SharedLoad joinable(K key, Optional<ObservedVersion> observed) {
        SharedLoad next = waiting.get(key);
        if (next != null) {
            return next;
        }
        SharedLoad last = latest.get(key);
        boolean shared = last != null
                && !last.isStuck()
                && observed.filter(last::isSharedBy).isPresent();
        return shared ? last : null;
    }

    private void forgetLongDone() {
        long now = System.nanoTime();
        while (!done.isEmpty() && now - done.element().since > REMEMBERED) {
            SharedLoad shared = done.remove();
            latest.remove(shared.key, shared);
        }
    }

    private boolean isBusy(K key) {
        SharedLoad last = latest.get(key);
        return last != null && last.state == State.RUNNING && !last.isStuck();
    }

    /** Whatever the executor throws, the load is not lost. */
    private void submit(@Nullable SharedLoad shared) {
        if (shared == null) {
            return;
        }
        try {
            threads.execute(shared);
        } catch (ExecutorFull e) {
            refused(shared, State.SUBMITTED, State.WAITING_FOR_PLACE);
        } catch (RuntimeException | Error e) {
            refused(shared, State.SUBMITTED, State.LEFT_TO_CALLERS);
        }
    }

    private void refused(SharedLoad shared, State from, State next) {
        lock.lock();
        try {
            if (shared.state == from) {
                shared.moveTo(next);
            }
        } finally {
            lock.unlock();
        }
    }

    /** To a spare thread, and where there is none either, to this caller. */
    private void handOver(SharedLoad shared) {
        try {
            threads.executeOnSpare(shared);
        } catch (ExecutorFull e) {
            refused(shared, State.HANDED_OVER, State.WAITING_FOR_PLACE);
        } catch (RuntimeException | Error e) {
            refused(shared, State.HANDED_OVER, State.LEFT_TO_CALLERS);
            run(shared);
        }
    }

    /** Does nothing if another thread has begun it, or nobody waits for it any more. */
    private void run(SharedLoad shared) {
        if (!begin(shared)) {
            return;
        }
        try {
            V value = shared.load.get();
            finish(shared, value, null);
        } catch (Throwable e) {
            finish(shared, null, e);
        }
    }

    private boolean begin(SharedLoad shared) {
        lock.lock();
        try {
            if (waiting.get(shared.key) != shared) {
                return false;
            }
            latest.put(shared.key, shared); // first what may fail for want of memory: nothing has changed then
            waiting.remove(shared.key);
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
            shared.moveTo(State.DONE);
            if (latest.get(shared.key) == shared) {
                next = promoted(waiting.get(shared.key));
                remember(shared);
            }
            forgetLongDone();
        } finally {
            lock.unlock();
        }
        submit(next);
    }

    private void remember(SharedLoad shared) {
        if (shared.failure == null && shared.observed.isPresent() && done.offer(shared)) {
            return;
        }
        latest.remove(shared.key);
    }

    /** The one who gets it must submit it. */
    private @Nullable SharedLoad promoted(@Nullable SharedLoad shared) {
        if (shared == null || shared.state != State.WAITING) {
            return null;
        }
        shared.moveTo(State.SUBMITTED);
        return shared;
    }

    /** How many loads are held in any way; what ended a second ago is forgotten first, as by every call. */
    int size() {
        lock.lock();
        try {
            forgetLongDone();
            return waiting.size() + latest.size() + done.size();
        } finally {
            lock.unlock();
        }
    }

    private enum State {
        /** For the end of another. */
        WAITING,
        SUBMITTED,
        WAITING_FOR_PLACE,
        LEFT_TO_CALLERS,
        /** To a spare thread, by one of its callers. */
        HANDED_OVER,
        RUNNING,
        DONE
    }

    /** All its fields that change are guarded by the lock. */
    private final class SharedLoad implements Runnable {

        private final K key;
        private final Optional<ObservedVersion> observed;
        private final Supplier<? extends V> load;
        private final Condition changed = lock.newCondition();
        private State state = State.WAITING;
        private long since = System.nanoTime();
        private int callers;
        private @Nullable V value;
        private @Nullable Throwable failure;
        private @Nullable Long releasedAt;

        SharedLoad(K key, Optional<ObservedVersion> observed, Supplier<? extends V> load) {
            this.key = key;
            this.observed = observed;
            this.load = load;
        }

        @Override
        public void run() {
            SingleFlight.this.run(this);
        }

        boolean isSharedBy(ObservedVersion seen) {
            boolean same =
                    observed.filter(own -> own.version().equals(seen.version())).isPresent();
            return same && (releasedAt == null || seen.began() - releasedAt < 0);
        }

        boolean isStuck() {
            return state == State.RUNNING && System.nanoTime() - since >= tooLong;
        }

        void moveTo(State next) {
            state = next;
            since = System.nanoTime();
            changed.signalAll();
        }

        boolean hasBegun() {
            return state == State.RUNNING || state == State.DONE;
        }

        /** When one of its callers must see that it begins, as nobody else has. */
        long overdueAt() {
            if (state == State.LEFT_TO_CALLERS) {
                return since;
            }
            if (state == State.SUBMITTED || state == State.HANDED_OVER) {
                return since + startLimit;
            }
            if (state == State.WAITING_FOR_PLACE) {
                return since + RETRY;
            }
            SharedLoad before = latest.get(key);
            return before == null ? since : before.since + tooLong;
        }

        State whenOverdue() {
            return state == State.WAITING || state == State.WAITING_FOR_PLACE ? State.SUBMITTED : State.HANDED_OVER;
        }
    }

    /** One caller's share in a load. */
    public final class Share {

        private final SharedLoad shared;
        private final boolean leading;
        private boolean left;

        /** Under the lock. */
        private Share(SharedLoad shared, boolean leading) {
            this.shared = shared;
            this.leading = leading;
            shared.callers++;
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
                forgetLongDone();
            } finally {
                lock.unlock();
            }
        }

        /**
         * Waits for the load to begin, and sees to it as {@link #await} does. Who awaits several loads one after the other
         * begins all of them first, so that none begins only when another one has ended.
         *
         * @param deadline of {@link System#nanoTime}; returns then in any case
         */
        public void awaitBegin(long deadline) throws InterruptedException {
            try {
                seeTo(deadline, SharedLoad::hasBegun);
            } catch (TimeoutException e) {
                // await says so
            }
        }

        /**
         * Waits for the load to end. Makes it where no thread can be had for it, which then lasts as long as the load does.
         *
         * @param deadline of {@link System#nanoTime}
         * @return what was loaded
         * @throws ExecutionException with what the load threw
         * @throws TimeoutException when the deadline has passed; others may go on waiting
         */
        public V await(long deadline) throws ExecutionException, TimeoutException, InterruptedException {
            try {
                seeTo(deadline, load -> load.state == State.DONE);
            } finally {
                leave();
            }
            if (shared.failure != null) {
                throw new ExecutionException(shared.failure);
            }
            return Objects.requireNonNull(shared.value);
        }

        private void seeTo(long deadline, Predicate<SharedLoad> goal) throws TimeoutException, InterruptedException {
            Optional<State> turn = awaitTurn(deadline, goal);
            while (turn.isPresent()) {
                if (turn.get() == State.SUBMITTED) {
                    submit(shared);
                } else {
                    handOver(shared);
                }
                turn = awaitTurn(deadline, goal);
            }
        }

        /** @return what this caller must do: submit the load, or hand it over; empty if the goal is reached */
        private Optional<State> awaitTurn(long deadline, Predicate<SharedLoad> goal)
                throws TimeoutException, InterruptedException {
            lock.lock();
            try {
                while (!goal.test(shared)) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        throw new TimeoutException("no answer in time");
                    }
                    if (shared.state == State.RUNNING) {
                        shared.changed.awaitNanos(left);
                        continue;
                    }
                    long early = shared.overdueAt() - System.nanoTime();
                    if (early <= 0) {
                        shared.moveTo(shared.whenOverdue());
                        return Optional.of(shared.state);
                    }
                    shared.changed.awaitNanos(Math.min(left, early));
                }
                return Optional.empty();
            } finally {
                lock.unlock();
            }
        }

        /** A load that has not begun does not begin when its last caller has gone. */
        private void leave() {
            lock.lock();
            try {
                if (left) {
                    return;
                }
                left = true;
                shared.callers--;
                if (shared.callers == 0) {
                    waiting.remove(shared.key, shared);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
