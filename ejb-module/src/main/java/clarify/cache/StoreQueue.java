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
import redis.clients.jedis.Connection;
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

    private final Map<String, Store> queued = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final Set<String> recalled = new HashSet<>();
    private boolean sending;

    StoreQueue(Redis redis, Evictor evictor, Executor executor) {
        this.redis = redis;
        this.evictor = evictor;
        this.executor = executor;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Store(String key, byte[] value, Duration ttl) {}

    void add(List<Store> stores) {
        if (accept(stores)) {
            start();
        }
    }

    /** Drops what is still queued for the keys; what is just being sent is removed again right after. */
    synchronized void drop(Collection<String> keys) {
        keys.forEach(queued::remove);
        keys.stream().filter(underWay::contains).forEach(recalled::add);
    }

    synchronized void dropAll() {
        queued.clear();
        recalled.addAll(underWay);
    }

    /** @return whether the task must be started */
    private synchronized boolean accept(List<Store> stores) {
        if (queued.size() + stores.size() <= LIMIT) {
            for (Store store : stores) {
                queued.remove(store.key()); // a newer value goes to the end
                queued.put(store.key(), store);
            }
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
        redis.call("set", batch.get(0).key(), connection -> setAll(connection, batch));
        Set<String> unwanted = takeRecalled();
        if (!unwanted.isEmpty()) {
            evictor.delete(unwanted);
        }
    }

    private static boolean setAll(Connection connection, List<Store> batch) {
        try (Pipeline pipeline = new Pipeline(connection, false)) {
            List<Response<String>> answers = batch.stream()
                    .map(store -> pipeline.set(
                            store.key().getBytes(UTF_8),
                            store.value(),
                            SetParams.setParams().px(store.ttl().toMillis())))
                    .toList();
            pipeline.sync();
            answers.forEach(Response::get); // throws what Redis answered
        }
        return true;
    }

    private synchronized List<Store> next() {
        underWay.clear();
        List<Store> batch = queued.values().stream().limit(BATCH).toList();
        for (Store store : batch) {
            queued.remove(store.key());
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
