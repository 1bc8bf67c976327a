package clarify.concurrent;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work that nobody waits for, done in order and in batches by one task at a time on an executor. Bounded: where there is
 * no room the oldest items go. Each item has a slot: an item replaces the one that still waits in its slot. Thread-safe;
 * compound actions synchronize on the queue.
 *
 * <p>Nothing stops it for good: a task that the executor refuses, in whatever way, or has not begun after five seconds is
 * replaced by the next {@link #drain}, and a batch that fails is logged and left. A task that has begun is never replaced,
 * so that there are never two: the consumer must come to an end.
 *
 * @param <S> slot, with equals and hashCode
 * @param <T> item
 */
public final class BatchQueue<S, T> {

    private static final Logger LOG = Logger.getLogger(BatchQueue.class.getName());

    private static final long START_LIMIT = TaskStart.LIMIT.toNanos();

    private final Bounds<T> bounds;
    private final Executor executor;
    private final Consumer<List<T>> consumer;
    private final LongSupplier nanoTime;

    private final Map<S, T> waiting = new LinkedHashMap<>();
    private long weight;
    private List<T> underWay = List.of();
    private @Nullable Drain current;
    private boolean failing;
    private boolean losing;

    /**
     * What fits.
     *
     * @param items that may wait
     * @param weight that may wait, of all together
     * @param batchItems in one batch
     * @param batchWeight of one batch; an item that is heavier is a batch of its own
     * @param weigher never answers less than zero, nor two weights for one item
     */
    public record Bounds<T>(int items, long weight, int batchItems, long batchWeight, ToLongFunction<T> weigher) {

        /** By number alone. */
        static <T> Bounds<T> ofItems(int items, int batchItems) {
            return new Bounds<>(items, Long.MAX_VALUE, batchItems, Long.MAX_VALUE, item -> 0);
        }
    }

    /** The right to take from the queue: of the task for which it was made, and until another one is made. */
    private static final class Drain {

        private final long submittedAt;
        private boolean begun;

        Drain(long submittedAt) {
            this.submittedAt = submittedAt;
        }
    }

    /**
     * @param limit items that may wait
     * @param consumer does one batch, on a thread of the executor
     */
    public BatchQueue(int limit, int batchSize, Executor executor, Consumer<List<T>> consumer) {
        this(Bounds.ofItems(limit, batchSize), executor, consumer, System::nanoTime);
    }

    /** @param consumer does one batch, on a thread of the executor */
    public BatchQueue(Bounds<T> bounds, Executor executor, Consumer<List<T>> consumer) {
        this(bounds, executor, consumer, System::nanoTime);
    }

    BatchQueue(Bounds<T> bounds, Executor executor, Consumer<List<T>> consumer, LongSupplier nanoTime) {
        this.bounds = bounds;
        this.executor = executor;
        this.consumer = consumer;
        this.nanoTime = nanoTime;
    }

    /**
     * Puts an item at the end of the queue; {@link #drain} must follow.
     *
     * @return what had to go and will not be done: older items, or this one if it is too heavy for an empty queue
     */
    public synchronized List<T> put(S slot, T item) {
        remove(slot);
        if (weightOf(item) > bounds.weight()) {
            return List.of(item);
        }
        waiting.put(slot, item);
        weight += weightOf(item);
        List<T> displaced = new ArrayList<>();
        Iterator<T> oldest = waiting.values().iterator();
        while (waiting.size() > bounds.items() || weight > bounds.weight()) {
            displaced.add(take(oldest));
        }
        return displaced;
    }

    private long weightOf(T item) {
        return bounds.weigher().applyAsLong(item);
    }

    private T take(Iterator<T> oldest) {
        T item = oldest.next();
        oldest.remove();
        weight -= weightOf(item);
        return item;
    }

    /** Removes the item that waits in the slot. @return null if none does */
    public synchronized @Nullable T remove(S slot) {
        T removed = waiting.remove(slot);
        if (removed != null) {
            weight -= weightOf(removed);
        }
        return removed;
    }

    /** Removes everything that waits. */
    public List<T> removeAll() {
        return removeIf(item -> true);
    }

    /** Removes those that wait and are meant. @return what was removed */
    public synchronized List<T> removeIf(Predicate<? super T> meant) {
        List<T> removed = new ArrayList<>();
        for (Iterator<T> each = waiting.values().iterator(); each.hasNext(); ) {
            T item = each.next();
            if (meant.test(item)) {
                each.remove();
                weight -= weightOf(item);
                removed.add(item);
            }
        }
        return removed;
    }

    /** The item that waits in the slot. @return null if none does */
    public synchronized @Nullable T waiting(S slot) {
        return waiting.get(slot);
    }

    /** How many items wait. */
    public synchronized int size() {
        return waiting.size();
    }

    /** What all items that wait weigh together. */
    public synchronized long weight() {
        return weight;
    }

    /** The batch that is being done at this moment; empty between two batches. */
    public synchronized List<T> underWay() {
        return underWay;
    }

    /** Nothing is under way any more: for a consumer that knows its batch to be over before it returns. */
    public synchronized void batchIsOver() {
        underWay = List.of();
    }

    /** Starts a task if there is something to do and none is running or about to. Never throws because of the executor. */
    public void drain() {
        Drain mine = newDrain();
        if (mine == null) {
            return;
        }
        try {
            executor.execute(() -> work(mine));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "No task for a queue; the next call tries again", e);
            refused(mine);
        }
    }

    /** Unless it has begun all the same: then it goes on, alone, and ends by itself. */
    private synchronized void refused(Drain drain) {
        if (!drain.begun) {
            end(drain);
        }
    }

    private synchronized @Nullable Drain newDrain() {
        long now = nanoTime.getAsLong();
        if (waiting.isEmpty() || (current != null && (current.begun || now - current.submittedAt < START_LIMIT))) {
            return null;
        }
        if (current != null && !losing) {
            LOG.warning("The server has accepted a task for a queue and not begun it; another one is started");
        }
        losing = current != null;
        current = new Drain(now);
        return current;
    }

    /** Only the newest task that has not begun may begin, and then no other is made until it has ended. */
    private synchronized boolean begin(Drain drain) {
        boolean mayBegin = current == drain && !drain.begun;
        drain.begun = true;
        return mayBegin;
    }

    private synchronized void end(Drain drain) {
        if (current == drain) {
            current = null;
            underWay = List.of();
        }
    }

    private void work(Drain mine) {
        if (!begin(mine)) {
            return;
        }
        try {
            for (List<T> batch = next(mine); !batch.isEmpty(); batch = next(mine)) {
                consume(batch);
            }
        } finally {
            end(mine);
        }
    }

    private void consume(List<T> batch) {
        try {
            consumer.accept(batch);
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                LOG.log(Level.WARNING, "A batch of " + batch.size() + " failed; the next ones are tried", e);
            }
            failing = true;
        }
    }

    /** What is put after this has found nothing starts a task of its own. */
    private synchronized List<T> next(Drain mine) {
        List<T> batch = new ArrayList<>();
        Iterator<T> oldest = waiting.values().iterator();
        long room = bounds.batchWeight();
        for (T item : waiting.values()) {
            room -= weightOf(item);
            if (batch.size() == bounds.batchItems() || (room < 0 && !batch.isEmpty())) {
                break;
            }
            batch.add(item);
        }
        underWay = List.copyOf(batch);
        batch.forEach(item -> take(oldest));
        if (batch.isEmpty()) {
            end(mine);
        }
        return underWay;
    }
}
