package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.cache.StoreQueue.Doubt;
import clarify.redis.Command;
import clarify.redis.Redis;
import clarify.redis.Redis.Part;
import clarify.redis.RedisOperation;
import clarify.redis.RoundTrip;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and deletes single keys. What this node has set and not yet stored is read from there. A key whose deletion did not
 * reach Redis is deleted before it is read again. Thread-safe.
 */
final class Entries implements ValueDeletes {

    /** Deletes more than are wanted, in one read or poll: 10,000 are gone after a hundred of them. */
    private static final int ON_OCCASION = 100;

    private final Redis redis;
    private final PendingDeletes pendingDeletes;
    private final OversizedValues oversized;
    private final StoreQueue stores;
    private final DeleteOutbox outbox;

    Entries(
            Redis redis,
            PendingDeletes pendingDeletes,
            OversizedValues oversized,
            StoreQueue stores,
            DeleteOutbox outbox) {
        this.redis = redis;
        this.pendingDeletes = pendingDeletes;
        this.oversized = oversized;
        this.stores = stores;
        this.outbox = outbox;
    }

    /** The bytes under a key as Redis has them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(byte @Nullable [] bytes) {

        private static Entry decode(@Nullable Object reply) {
            List<?> values = (List<?>) requireNonNull(reply);
            if (values.size() != 1) {
                throw new IllegalArgumentException("a reply of " + values.size() + " values");
            }
            return new Entry((byte[]) values.get(0));
        }
    }

    /**
     * @param trusted whether what Redis has is served; what this node itself has set is
     * @return the entry, without bytes on a miss; empty when Redis gave no answer, or is not trusted
     */
    Optional<Entry> read(String key, boolean trusted) {
        Optional<Entry> own = stores.find(key)
                .map(store -> new Entry(store.isOver() ? null : store.value().bytes()));
        if (own.isPresent() || !trusted) {
            return own;
        }
        return readFromRedis(key);
    }

    private Optional<Entry> readFromRedis(String key) {
        Map<String, Long> deletedFirst = pendingDeletes.among(List.of(key));
        // Some more are deleted on occasion: other nodes read them as well, and do not know that they must not.
        Map<String, Long> alsoDeleted = new HashMap<>(pendingDeletes.some(ON_OCCASION));
        alsoDeleted.keySet().removeAll(deletedFirst.keySet());
        alsoDeleted.keySet().removeIf(other -> !redis.areTogether(key, other));
        Optional<Doubt> doubt = stores.doubtful(key);
        // MGET also for one key: a value of another Redis type is a miss, where GET answers an error.
        RoundTrip<Entry> read =
                oversized.removedAfter(RoundTrip.of(Command.reading("MGET", key), Entry::decode), List.of(key));
        if (!deletedFirst.isEmpty()) {
            read = PendingDeletes.before(with(deletedFirst.keySet(), doubt), read);
        }
        if (!alsoDeleted.isEmpty()) {
            Command delete = Command.removing("DEL").with(with(alsoDeleted.keySet(), doubt));
            read = read.afterTrying(delete, () -> deleted(alsoDeleted, doubt));
        }
        Optional<Entry> entry = redis.call(RedisOperation.GET, key, read);
        if (entry.isPresent() && !deletedFirst.isEmpty()) {
            deleted(deletedFirst, doubt);
        }
        return entry;
    }

    /**
     * Deletes keys that were dropped from the {@link StoreQueue}: none of them is in Redis any more, nor will be because of
     * a store made before. Where Redis cannot be reached they are remembered, and go into the outbox.
     */
    void delete(Collection<String> keys) {
        if (!redis.isConfigured()) {
            return;
        }
        Set<String> undelivered = deliverEach(keys);
        if (!undelivered.isEmpty()) {
            outbox.add(undelivered);
        }
    }

    /** Keys whose deletion did not reach Redis otherwise: they are remembered, and go into the outbox. */
    void keep(Collection<String> keys) {
        pendingDeletes.remember(keys);
        outbox.add(keys);
    }

    @Override
    public void remember(Set<String> keys) {
        if (!keys.isEmpty()) {
            stores.drop(keys);
            pendingDeletes.remember(keys);
        }
    }

    @Override
    public boolean deliver(Set<String> keys) {
        Set<String> all = new LinkedHashSet<>(keys);
        all.addAll(pendingDeletes.some(ON_OCCASION).keySet());
        return deliverEach(all).isEmpty();
    }

    /** Keys that stand in one command, and the version of the stores of such keys that may still be on their way. */
    private record Together(List<String> keys, Optional<Doubt> doubt, Map<String, Long> pending) {

        Set<String> names() {
            return with(keys, doubt);
        }

        Part delete() {
            return Part.of(keys.get(0), Command.removing("DEL").with(names()));
        }
    }

    /**
     * @return what is not known to be deleted, with the versions of stores on their way: those must not arrive after another node's
     *     delivery either
     */
    private Set<String> deliverEach(Collection<String> keys) {
        List<Together> groups = redis.together(keys).stream()
                .map(group -> new Together(group, stores.doubtful(group.get(0)), pendingDeletes.among(group)))
                .toList();
        List<Optional<Object>> replies = redis.callEach(
                RedisOperation.DELETE, groups.stream().map(Together::delete).toList());
        Set<String> undelivered = new LinkedHashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            Together group = groups.get(i);
            if (replies.get(i).isPresent()) {
                deleted(group.pending(), group.doubt());
            } else {
                pendingDeletes.remember(group.keys());
                undelivered.addAll(group.names());
            }
        }
        return undelivered;
    }

    /** With the keys goes the version of the stores that may still be on their way, in one command. */
    private static Set<String> with(Collection<String> keys, Optional<Doubt> doubt) {
        Set<String> names = new LinkedHashSet<>(keys);
        doubt.map(Doubt::key).ifPresent(names::add);
        return names;
    }

    private void deleted(Map<String, Long> pending, Optional<Doubt> doubt) {
        doubt.ifPresent(stores::settle);
        pendingDeletes.delivered(pending);
    }
}
