package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/**
 * Stores that nobody waits for. One task at a time sends what is queued, in order, many in one round trip. Bounded: when
 * Redis does not keep up, new values are not stored. Thread-safe.
 */
final class StoreQueue {

    static final int LIMIT = 10_000;

    private static final int BATCH = 64;

    private final Redis redis;
    private final Evictor evictor;
    private final Executor executor;

    private final Map<Object, Store> queued = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final Set<String> recalled = new HashSet<>();
    private final Set<Intent> intents = new HashSet<>();
    private boolean sending;

    StoreQueue(Redis redis, Evictor evictor, Executor executor) {
        this.redis = redis;
        this.evictor = evictor;
        this.executor = executor;
    }

    interface Store extends PipelinedCommand {

        String key();

        /** Of several stores that want the same slot, the newest is done. */
        Object slot();

        /** It was sent, with whatever success, or will not be. */
        default void done() {}
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Value(String key, byte[] bytes, Duration ttl) implements Store {

        @Override
        public Object slot() {
            return key;
        }

        @Override
        public Response<?> send(Pipeline pipeline) {
            return pipeline.set(
                    key.getBytes(UTF_8), bytes, SetParams.setParams().px(ttl.toMillis()));
        }
    }

    /** The intention to store what is being loaded: void as soon as its key is dropped. */
    final class Intent implements AutoCloseable {

        private final String key;

        private Intent(String key) {
            this.key = key;
        }

        void store(Store store) {
            if (acceptIfStillWanted(this, store)) {
                start();
            }
        }

        @Override
        public void close() {
            forget(this);
        }
    }

    /** To be asked for before the load begins. */
    synchronized Intent intend(String key) {
        Intent intent = new Intent(key);
        intents.add(intent);
        return intent;
    }

    private synchronized void forget(Intent intent) {
        intents.remove(intent);
    }

    private synchronized boolean acceptIfStillWanted(Intent intent, Store store) {
        return intents.contains(intent) && accept(store);
    }

    void add(Store store) {
        if (accept(store)) {
            start();
        }
    }

    /** Drops what is still queued for the keys; what is just being sent is removed again right after. */
    synchronized void drop(Collection<String> keys) {
        keys.forEach(queued::remove);
        intents.removeIf(intent -> keys.contains(intent.key));
        keys.stream().filter(underWay::contains).forEach(recalled::add);
    }

    synchronized void dropAll() {
        queued.values().forEach(Store::done);
        queued.clear();
        intents.clear();
        recalled.addAll(underWay);
    }

    /** @return whether the task must be started */
    private synchronized boolean accept(Store store) {
        if (queued.size() < LIMIT) {
            queued.remove(store.slot()); // a newer value goes to the end
            queued.put(store.slot(), store);
        } else {
            store.done();
        }
        boolean start = !sending && !queued.isEmpty();
        sending |= start;
        return start;
    }

    private void start() {
        try {
            executor.execute(this::sendAll);
        } catch (RejectedExecutionException e) {
            stopped(); // the queue goes with the next store
        }
    }

    private synchronized void stopped() {
        sending = false;
    }

    private void sendAll() {
        try {
            for (List<Store> batch = next(); !batch.isEmpty(); batch = next()) {
                send(batch);
            }
        } catch (RuntimeException | Error e) {
            stopped();
            throw e;
        }
    }

    private void send(List<Store> batch) {
        try {
            redis.call("set", batch.get(0).key(), connection -> {
                PipelinedCommand.sendAll(connection, batch);
                return true;
            });
        } finally {
            batch.forEach(Store::done);
        }
        Set<String> unwanted = takeRecalled();
        if (!unwanted.isEmpty()) {
            evictor.delete(unwanted);
        }
    }

    private synchronized List<Store> next() {
        underWay.clear();
        List<Store> batch = queued.values().stream().limit(BATCH).toList();
        for (Store store : batch) {
            queued.remove(store.slot());
            underWay.add(store.key());
        }
        sending = !batch.isEmpty();
        return batch;
    }

    private synchronized Set<String> takeRecalled() {
        Set<String> taken = Set.copyOf(recalled);
        recalled.clear();
        return taken;
    }
}
