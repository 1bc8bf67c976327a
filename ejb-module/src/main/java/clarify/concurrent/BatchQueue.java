package clarify.concurrent;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that nobody waits for, done in order and in batches by one task at a time on an executor. Bounded. Each item has a
 * slot: an item replaces the one that still waits in its slot. Thread-safe; compound actions synchronize on the queue.
 *
 * @param <S> slot, with equals and hashCode
 * @param <T> item
 */
public final class BatchQueue<S, T> {

    private final int limit;
    private final int batchSize;
    private final Executor executor;
    private final Consumer<List<T>> consumer;

    private final Map<S, T> waiting = new LinkedHashMap<>();
    private List<T> underWay = List.of();
    private boolean draining;

    /**
     * @param limit items that may wait
     * @param consumer does one batch, on a thread of the executor; after an exception the rest waits for the next {@link
     *     #drain}
     */
    public BatchQueue(int limit, int batchSize, Executor executor, Consumer<List<T>> consumer) {
        this.limit = limit;
        this.batchSize = batchSize;
        this.executor = executor;
        this.consumer = consumer;
    }

    /** Puts an item at the end of the queue; {@link #drain} must follow. @return false when the queue is full */
    public synchronized boolean put(S slot, T item) {
        if (waiting.size() >= limit) {
            return false;
        }
        waiting.remove(slot);
        waiting.put(slot, item);
        return true;
    }

    /** Removes the item that waits in the slot. @return null if none does */
    public synchronized @Nullable T remove(S slot) {
        return waiting.remove(slot);
    }

    /** Removes everything that waits. */
    public synchronized List<T> removeAll() {
        List<T> removed = List.copyOf(waiting.values());
        waiting.clear();
        return removed;
    }

    /** The batch that is being done at this moment; empty between two batches. */
    public synchronized List<T> underWay() {
        return underWay;
    }

    /** Starts the task if there is something to do and none is running. When the executor refuses, the next call tries again. */
    public void drain() {
        if (!start()) {
            return;
        }
        try {
            executor.execute(this::work);
        } catch (RejectedExecutionException e) {
            stop();
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    private synchronized boolean start() {
        boolean start = !draining && !waiting.isEmpty();
        draining |= start;
        return start;
    }

    private synchronized void stop() {
        draining = false;
        underWay = List.of();
    }

    private void work() {
        try {
            for (List<T> batch = next(); !batch.isEmpty(); batch = next()) {
                consumer.accept(batch);
            }
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    private synchronized List<T> next() {
        List<S> slots = waiting.keySet().stream().limit(batchSize).toList();
        List<T> batch = new ArrayList<>();
        slots.forEach(slot -> batch.add(requireNonNull(waiting.remove(slot))));
        underWay = List.copyOf(batch);
        draining = !batch.isEmpty();
        return underWay;
    }
}
