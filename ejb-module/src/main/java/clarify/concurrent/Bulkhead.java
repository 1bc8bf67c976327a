package clarify.concurrent;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * At most so many calls at once, and fewer of one caller, so that what hangs takes only so many threads. While calls end
 * well, a few others wait for their places; where they hang, whoever waits and whoever comes is refused. A call within a call
 * takes no place. Thread-safe.
 *
 * <p>That is what it does beyond the bulkhead of MicroProfile Fault Tolerance, which refuses each call that finds no place: a
 * burst that a healthy database works off in a moment must not be refused.
 */
public final class Bulkhead {

    /** So many times the patience a call waits in any case, should others always be faster. */
    private static final int LONGEST_WAIT = 4;

    /** So many may wait for each place: they have threads too. */
    private static final int WAITING = 2;

    private final int limitOfOne;
    private final long patience;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition placeGivenBack = lock.newCondition();
    private final Places all;
    private final Map<Object, Places> ofCallers = new HashMap<>();
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    /**
     * @param limit calls at once
     * @param limitOfOne calls of one caller at once
     * @param patience how long a call waits while none ends well
     */
    public Bulkhead(int limit, int limitOfOne, Duration patience) {
        this(limit, limitOfOne, patience, System::nanoTime);
    }

    Bulkhead(int limit, int limitOfOne, Duration patience, LongSupplier nanoTime) {
        this.limitOfOne = limitOfOne;
        this.patience = patience.toNanos();
        this.nanoTime = nanoTime;
        this.all = new Places(limit);
    }

    /**
     * Calls, when there is a place.
     *
     * @param caller whose calls count together
     * @param hung whether an outcome, a result or what was thrown, says that the call has hung
     * @throws BulkheadFull without having called
     * @throws InterruptedException without having called, if interrupted while it waits
     */
    public <T> T call(Object caller, Callable<T> work, Predicate<Object> hung) throws Exception {
        return call(caller, false, work, hung);
    }

    private <T> T call(Object caller, boolean anyway, Callable<T> work, Predicate<Object> hung) throws Exception {
        if (inside.get()) {
            return work.call();
        }
        Places own = enter(caller, anyway);
        inside.set(true);
        boolean well = true;
        try {
            T result = work.call();
            well = result == null || !hung.test(result);
            return result;
        } catch (Throwable e) {
            well = !hung.test(e);
            throw e;
        } finally {
            inside.remove();
            leave(caller, own, well);
        }
    }

    /**
     * As {@link #call}, for work that throws no checked exception.
     *
     * @throws BulkheadFull without having called; also if interrupted while it waits, and the thread stays interrupted
     */
    public <T> T supply(Object caller, Supplier<T> work, Predicate<Object> hung) {
        return supply(caller, false, work, hung);
    }

    /**
     * As {@link #supply(Object, Supplier, Predicate)}, for a caller of its own who waits however many others do.
     *
     * @throws BulkheadFull without having called; also if interrupted while it waits, and the thread stays interrupted
     */
    public <T> T supply(Supplier<T> work, Predicate<Object> hung) {
        return supply(new Object(), true, work, hung);
    }

    private <T> T supply(Object caller, boolean anyway, Supplier<T> work, Predicate<Object> hung) {
        try {
            return call(caller, anyway, work::get, hung);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BulkheadFull();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param anyway whether it waits however many others do */
    private Places enter(Object caller, boolean anyway) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Places own = ofCallers.computeIfAbsent(caller, key -> new Places(limitOfOne));
            own.users++;
            try {
                if (!anyway && (own.isCrowded() || all.isCrowded())) {
                    throw new BulkheadFull();
                }
                awaitPlace(own);
            } catch (InterruptedException | RuntimeException e) {
                forget(caller, own);
                throw e;
            }
            all.take();
            own.take();
            return own;
        } finally {
            lock.unlock();
        }
    }

    private void awaitPlace(Places own) throws InterruptedException {
        long end = nanoTime.getAsLong() + LONGEST_WAIT * patience;
        own.waiting++;
        all.waiting++;
        try {
            while (own.isFull() || all.isFull()) {
                Places full = own.isFull() ? own : all;
                long left = full.hanging ? 0 : Math.min(end, full.since + patience) - nanoTime.getAsLong();
                if (left <= 0) {
                    throw new BulkheadFull();
                }
                placeGivenBack.awaitNanos(left);
            }
        } finally {
            own.waiting--;
            all.waiting--;
        }
    }

    private void leave(Object caller, Places own, boolean well) {
        lock.lock();
        try {
            all.giveBack(well);
            own.giveBack(well);
            forget(caller, own);
            placeGivenBack.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void forget(Object caller, Places own) {
        own.users--;
        if (own.users == 0) {
            ofCallers.remove(caller);
        }
    }

    /** Callers with calls under way or waiting. */
    int callers() {
        lock.lock();
        try {
            return ofCallers.size();
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return all.waiting;
        } finally {
            lock.unlock();
        }
    }

    /** Guarded by the lock. */
    private final class Places {

        private final int limit;
        private int taken;
        private int waiting;
        private int users;

        /** Whether the last call that has ended had hung. */
        private boolean hanging;

        /** When a call has ended well, or the first one began. */
        private long since;

        Places(int limit) {
            this.limit = limit;
        }

        boolean isFull() {
            return taken >= limit;
        }

        boolean isCrowded() {
            return isFull() && waiting >= WAITING * limit;
        }

        void take() {
            if (taken == 0) {
                since = nanoTime.getAsLong();
            }
            taken++;
        }

        void giveBack(boolean well) {
            taken--;
            hanging = !well;
            if (well) {
                since = nanoTime.getAsLong();
            }
        }
    }
}
