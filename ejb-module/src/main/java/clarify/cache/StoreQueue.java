package clarify.cache;

import clarify.concurrent.BatchQueue;
import clarify.redis.Command;
import clarify.redis.Redis;
import clarify.redis.RedisOperation;
import clarify.redis.RoundTrip;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Stores that nobody waits for, many in one round trip. Bounded by number and bytes: when Redis does not keep up, the
 * oldest are not made. Thread-safe.
 */
final class StoreQueue {

    static final int LIMIT = 10_000;

    /**
     * Bytes of all stores that wait: thirty of the longest values, and a fraction of the smallest heap that a server runs
     * with (512 MB). One batch comes on top.
     */
    static final long LIMIT_BYTES = 32 << 20;

    private static final int BATCH = 64;

    /**
     * Bytes in one round trip, which has one deadline (500 ms): the longest value. Lists of a person are not taken apart,
     * so that five of the longest can be a batch of their own.
     */
    static final long BATCH_BYTES = 1 << 20;

    private final Redis redis;
    private final Entries entries;

    /** Its monitor guards the sets below as well. */
    private final BatchQueue<Object, Store> queue;

    private final Set<String> recalled = new HashSet<>();
    private final Set<Intent> intents = new HashSet<>();

    StoreQueue(Redis redis, Entries entries, Executor executor) {
        this.redis = redis;
        this.entries = entries;
        this.queue = new BatchQueue<>(
                new BatchQueue.Bounds<>(LIMIT, LIMIT_BYTES, BATCH, BATCH_BYTES, Store::size), executor, this::send);
    }

    /** What is to be stored. */
    interface Store {

        String key();

        Command command();

        /** Of several stores for the same slot, the newest is made. */
        Object slot();

        /** In bytes, about: what it holds on to, and what is sent. */
        long size();

        /** It was sent, with whatever success, or will not be. */
        default void done() {}
    }

    /** The intention to store what is being loaded: void as soon as its key is dropped. */
    final class Intent implements AutoCloseable {

        private final String key;

        private Intent(String key) {
            this.key = key;
        }

        void store(Store store) {
            synchronized (queue) {
                if (!intents.contains(this)) {
                    return;
                }
                put(store);
            }
            queue.drain();
        }

        @Override
        public void close() {
            synchronized (queue) {
                intents.remove(this);
            }
        }
    }

    /** To be asked for before the load begins. */
    Intent intend(String key) {
        Intent intent = new Intent(key);
        synchronized (queue) {
            intents.add(intent);
        }
        return intent;
    }

    void add(Store store) {
        put(store);
        queue.drain();
    }

    private void put(Store store) {
        queue.put(store.slot(), store).forEach(Store::done);
    }

    /** Drops what is still queued for the keys; what is just being sent is removed again right after. */
    void drop(Collection<String> keys) {
        synchronized (queue) {
            keys.forEach(queue::remove);
            intents.removeIf(intent -> keys.contains(intent.key));
            queue.underWay().stream().map(Store::key).filter(keys::contains).forEach(recalled::add);
        }
    }

    /** Drops everything that is queued; what is just being sent is removed again right after. */
    void dropAll() {
        List<Store> dropped;
        synchronized (queue) {
            dropped = queue.removeAll();
            intents.clear();
            queue.underWay().stream().map(Store::key).forEach(recalled::add);
        }
        dropped.forEach(Store::done);
    }

    private void send(List<Store> batch) {
        try {
            List<Command> commands = batch.stream().map(Store::command).toList();
            redis.call(RedisOperation.SET, batch.get(0).key(), RoundTrip.of(commands));
        } finally {
            batch.forEach(Store::done);
        }
        Set<String> unwanted = takeRecalled();
        if (!unwanted.isEmpty()) {
            entries.delete(unwanted);
        }
    }

    private Set<String> takeRecalled() {
        synchronized (queue) {
            Set<String> taken = Set.copyOf(recalled);
            recalled.clear();
            return taken;
        }
    }
}
