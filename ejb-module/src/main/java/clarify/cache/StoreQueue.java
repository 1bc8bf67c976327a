package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.cache.ValueStore.Origin;
import clarify.concurrent.BatchQueue;
import clarify.redis.History;
import clarify.redis.Redis;
import clarify.redis.Redis.Part;
import clarify.redis.RedisOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores that nobody waits for, many in one round trip. Bounded by number and bytes: when Redis does not keep up, the
 * oldest are not made. Thread-safe.
 *
 * <p>For the keys of other beans it keeps, on this node, the order of what was said about each. {@link #find} has the
 * value that was set last while that waits or is being sent. A load that began before a set or a drop stores nothing. And
 * after {@link #drop} no store that was made before reaches Redis any more, although one of them may be on its way, held up
 * by a network and answered by nobody:
 *
 * <ol>
 *   <li>Each value is sent with a {@link StoreVersion} that Redis has confirmed, and counts only while Redis has that one.
 *   <li>The version is in doubt when a call with it had no answer, or a key was dropped while it was being sent. A version
 *       in doubt is not used again.
 *   <li>Whoever then deletes the key deletes the version with it, in one command ({@link #doubtful}). So when the delete is
 *       confirmed the version is gone; it is random and was set once, so it never comes back; and whatever comes late does
 *       nothing. The same holds for a later set: it is sent with a new version, which has replaced the old one.
 * </ol>
 *
 * <p>This takes for granted that a connection which the other side has closed delivers nothing afterwards. Between nodes
 * there is less order: a load stores nothing where another node has set a value since, with two exceptions. It replaces
 * whatever is there if what Redis had when it began could not be read, or if a value that was set here still waits although
 * its time is over: Redis may have an older one. Of two sets the last one to reach Redis stays, and a delete does not stop
 * what another node is storing.
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

    private static final Long STORED = 1L;

    private final Redis redis;
    private final UnaryOperator<String> versionKeys;
    private final PendingDeletes pendingDeletes;

    /** Its monitor guards all below as well. */
    private final BatchQueue<Object, Store> queue;

    private final Set<Intent> intents = new HashSet<>();

    /** Of the batch under way, what was dropped since it was taken. */
    private final Set<ValueStore> recalled = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Keys that are being sent. */
    private Set<String> sending = Set.of();

    /** By their keys: one, except in a Cluster, where each slot has one. */
    private final Map<String, Versions> versions = new HashMap<>();

    /** @param versionKeys this node's own: for a value's key that of the version beside it */
    StoreQueue(Redis redis, UnaryOperator<String> versionKeys, PendingDeletes pendingDeletes, Executor executor) {
        this.redis = redis;
        this.versionKeys = versionKeys;
        this.pendingDeletes = pendingDeletes;
        this.queue = new BatchQueue<>(
                new BatchQueue.Bounds<>(LIMIT, LIMIT_BYTES, BATCH, BATCH_BYTES, Store::size), executor, this::send);
    }

    /** What is to be stored: a value of another bean, or lists of a person. */
    sealed interface Store permits ValueStore, GuardedStore {

        String key();

        /** Of several stores for the same slot, the newest is made. */
        Object slot();

        /** In bytes, about: what it holds on to, and what is sent. */
        long size();

        /** It was sent, with whatever success, or will not be. */
        default void done() {}
    }

    /** The intention to store what is being loaded: void as soon as its key is dropped or set. */
    final class Intent implements AutoCloseable {

        private final String key;
        private final Origin origin;

        private Intent(String key, Origin origin) {
            this.key = key;
            this.origin = origin;
        }

        void store(StoredValue value) {
            synchronized (queue) {
                if (!intents.contains(this)) {
                    return;
                }
                boolean afterSet = pending(key).filter(ValueStore::isSet).isPresent(); // whose time was over
                put(new ValueStore(value, afterSet ? Origin.SET : origin, System.nanoTime()));
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

    /** What is known of the versions under one key. */
    private static final class Versions {

        private @Nullable StoreVersion confirmed;
        private long doubts;
        private long settled;

        private void doubt() {
            doubts++;
            confirmed = null;
        }
    }

    /**
     * What is known of stores that were sent.
     *
     * @param unknown those of which nothing is: they may be stored, now or later
     * @param withoutVersion those that are not stored, as Redis does not have their version any more: with a new one they can be
     */
    private record Outcome(List<ValueStore> unknown, List<ValueStore> withoutVersion) {}

    /**
     * To be asked for before the load begins.
     *
     * @param replacing whether Redis has something that cannot be read, and that is to be replaced
     */
    Intent intend(String key, boolean replacing) {
        Intent intent = new Intent(key, replacing ? Origin.LOADED_INSTEAD : Origin.LOADED);
        synchronized (queue) {
            intents.add(intent);
        }
        return intent;
    }

    /** Stores a value that was set: what is being loaded for its key is older. */
    void add(StoredValue value) {
        synchronized (queue) {
            intents.removeIf(intent -> intent.key.equals(value.key()));
            put(new ValueStore(value, Origin.SET, System.nanoTime()));
        }
        queue.drain();
    }

    void add(GuardedStore lists) {
        put(lists);
        queue.drain();
    }

    /** A value that was set will not be stored: what Redis has for its key, and what is on its way there, is older. */
    void lost(String key) {
        drop(List.of(key));
        if (redis.isConfigured()) {
            pendingDeletes.remember(List.of(key));
        }
    }

    private void put(Store store) {
        queue.put(store.slot(), store).forEach(this::displaced);
    }

    private void displaced(Store store) {
        if (store instanceof ValueStore value) {
            remember(value);
        }
        store.done();
    }

    /** It may not be in Redis. A value that was only loaded is no older than what may be there instead. */
    private void remember(ValueStore value) {
        if (value.isSet()) {
            pendingDeletes.remember(List.of(value.key()));
        }
    }

    /** What was last set or loaded for the key and is not known to be in Redis yet; its time to live may be over. */
    Optional<ValueStore> find(String key) {
        queue.drain(); // where the server has lost its task
        synchronized (queue) {
            return pending(key);
        }
    }

    /** What the batch under way is going to store. */
    private Stream<ValueStore> underWay() {
        return of(ValueStore.class, queue.underWay()).stream().filter(value -> !recalled.contains(value));
    }

    private Optional<ValueStore> pending(String key) {
        if (queue.waiting(key) instanceof ValueStore waiting) {
            return Optional.of(waiting);
        }
        return underWay().filter(value -> value.key().equals(key)).findFirst();
    }

    /**
     * Drops what was set or is being loaded for the keys. What is on its way to Redis may arrive there until {@link
     * #doubtful} has been deleted, with the keys.
     */
    void drop(Collection<String> keys) {
        synchronized (queue) {
            keys.forEach(queue::remove);
            intents.removeIf(intent -> keys.contains(intent.key));
            underWay().filter(value -> keys.contains(value.key())).toList().forEach(recalled::add);
            sending.stream()
                    .filter(keys::contains)
                    .forEach(key -> versionsOf(key).doubt());
        }
    }

    /** Drops the lists that are queued; their versions see to what is being sent. */
    void dropLists() {
        queue.removeIf(GuardedStore.class::isInstance).forEach(Store::done);
    }

    /** How many stores wait, are under way, or may come of a load. */
    int size() {
        synchronized (queue) {
            return queue.size() + queue.underWay().size() + intents.size() + sending.size();
        }
    }

    /**
     * What must be deleted together with keys, so that no store of before is made after it.
     *
     * @param key of a version that may be in use by stores on their way
     * @param doubt to be given back when that is done
     */
    record Doubt(String key, long doubt) {}

    /** @return empty if nothing can be on its way to that key, nor to others that can stand in one command with it */
    Optional<Doubt> doubtful(String key) {
        String versionKey = versionKeys.apply(key);
        synchronized (queue) {
            Versions known = versions.get(versionKey);
            return known == null || known.doubts == known.settled
                    ? Optional.empty()
                    : Optional.of(new Doubt(versionKey, known.doubts));
        }
    }

    /** The version of that time is not in Redis any more. */
    void settle(Doubt doubt) {
        synchronized (queue) {
            Versions known = versionsUnder(doubt.key());
            known.settled = Math.max(known.settled, doubt.doubt());
        }
    }

    private Versions versionsOf(String key) {
        return versionsUnder(versionKeys.apply(key));
    }

    private Versions versionsUnder(String versionKey) {
        return versions.computeIfAbsent(versionKey, unknown -> new Versions());
    }

    private void send(List<Store> batch) {
        try {
            sendValues(of(ValueStore.class, batch));
        } finally {
            sendLists(of(GuardedStore.class, batch));
        }
    }

    private static <S extends Store> List<S> of(Class<S> type, List<Store> batch) {
        return batch.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Nothing is kept of what is not stored: the next reader looks it up. */
    private void sendLists(List<GuardedStore> lists) {
        try {
            lists.stream().collect(Collectors.groupingBy(GuardedStore::history)).forEach(this::sendLists);
        } finally {
            lists.forEach(Store::done);
        }
    }

    private void sendLists(History history, List<GuardedStore> lists) {
        List<Part> stores =
                lists.stream().map(list -> Part.of(list.key(), list.command())).toList();
        var unused = redis.callEachOn(history, RedisOperation.SET, stores);
    }

    private void sendValues(List<ValueStore> values) {
        List<ValueStore> unstored = new ArrayList<>(values);
        List<ValueStore> unknown = values; // also after an error
        try {
            Outcome first = attempt(values, unstored);
            if (!first.withoutVersion().isEmpty()) {
                Outcome second = attempt(first.withoutVersion(), unstored);
                unknown = Stream.concat(first.unknown().stream(), second.unknown().stream())
                        .toList();
            } else {
                unknown = first.unknown();
            }
        } finally {
            end(unknown, unstored);
        }
    }

    /** @param unstored loses what is stored */
    private Outcome attempt(List<ValueStore> stores, List<ValueStore> unstored) {
        Map<String, StoreVersion> confirmed = confirmedVersions(stores);
        List<ValueStore> sent = new ArrayList<>();
        Map<String, Long> replaced;
        synchronized (queue) {
            stores.stream().filter(store -> mayBeSent(store, confirmed)).forEach(sent::add);
            sending = sent.stream().map(ValueStore::key).collect(Collectors.toSet());
            // Taken in the same step in which a drop can no longer prevent the store: what is remembered later stays.
            replaced = pendingDeletes.among(sending);
        }
        List<Part> parts = sent.stream()
                .map(store -> Part.of(
                        store.key(), store.command(requireNonNull(confirmed.get(versionKeys.apply(store.key()))))))
                .toList();
        return answered(sent, redis.callEach(RedisOperation.SET, parts), unstored, replaced);
    }

    /** One that was sent with a version in doubt would count, and one that was dropped must not come after its delete. */
    private boolean mayBeSent(ValueStore value, Map<String, StoreVersion> confirmed) {
        StoreVersion version = confirmed.get(versionKeys.apply(value.key()));
        return version != null
                && version.equals(versionsOf(value.key()).confirmed)
                && !recalled.contains(value)
                && !value.isOver();
    }

    private Outcome answered(
            List<ValueStore> sent,
            List<Optional<Object>> replies,
            List<ValueStore> unstored,
            Map<String, Long> replaced) {
        Map<String, Long> delivered = new HashMap<>();
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < sent.size(); i++) {
            ValueStore value = sent.get(i);
            if (replies.get(i).isEmpty()) {
                outcome.unknown().add(value);
            } else if (STORED.equals(replies.get(i).get())) {
                unstored.remove(value);
                if (value.isSet()) {
                    delivered.computeIfAbsent(value.key(), replaced::get);
                }
            } else {
                outcome.withoutVersion().add(value);
            }
        }
        pendingDeletes.delivered(delivered);
        synchronized (queue) {
            sending = outcome.unknown().stream().map(ValueStore::key).collect(Collectors.toSet());
            outcome.withoutVersion().forEach(value -> versionsOf(value.key()).confirmed = null);
        }
        return outcome;
    }

    private void end(List<ValueStore> unknown, List<ValueStore> unstored) {
        synchronized (queue) {
            unknown.forEach(value -> versionsOf(value.key()).doubt());
            sending = Set.of();
            unstored.removeIf(recalled::contains); // whoever dropped it sees to the key
            unstored.forEach(this::remember);
            // In the same step: what was recalled must not be found again, nor what is over be taken for pending.
            queue.batchIsOver();
            recalled.clear();
        }
    }

    /** @return those that Redis has; where it does not take one now, nothing is ever sent with that one */
    private Map<String, StoreVersion> confirmedVersions(List<ValueStore> stores) {
        Map<String, StoreVersion> confirmed = new HashMap<>();
        Map<StoreVersion, Doubt> next = new LinkedHashMap<>();
        synchronized (queue) {
            for (String key :
                    stores.stream().map(store -> versionKeys.apply(store.key())).collect(Collectors.toSet())) {
                Versions known = versionsUnder(key);
                if (known.confirmed != null) {
                    confirmed.put(key, known.confirmed);
                } else {
                    next.put(StoreVersion.next(key), new Doubt(key, known.doubts));
                }
            }
        }
        List<StoreVersion> asked = List.copyOf(next.keySet());
        List<Optional<Object>> replies = redis.callEach(
                RedisOperation.SET,
                asked.stream()
                        .map(version -> Part.of(version.key(), version.set()))
                        .toList());
        synchronized (queue) {
            for (int i = 0; i < asked.size(); i++) {
                StoreVersion version = asked.get(i);
                if (replies.get(i).isPresent()) {
                    settle(requireNonNull(next.get(version)));
                    versionsUnder(version.key()).confirmed = version;
                    confirmed.put(version.key(), version);
                }
            }
        }
        return confirmed;
    }
}
