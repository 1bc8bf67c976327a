package clarify.cache;

import clarify.cache.CacheMetrics.Read;
import clarify.cache.StoreQueue.Value;
import clarify.concurrent.ObservedVersion;
import clarify.kind.Kind;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.util.SafeEncoder;

/**
 * The five lists of each person in Redis, and the version that guards them: what was loaded before an invalidation is not
 * stored after it. docs/consistency.md has the protocol.
 */
final class ContextLists {

    private static final byte[] VERSION_TTL = bytes(Duration.ofHours(1).toMillis());
    private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(1);

    private final CacheKeys keys;
    private final CacheSettings settings;
    private final Redis redis;
    private final Values values;
    private final StaleEntries marks;
    private final PendingDeletes undelivered;
    private final StoreQueue stores;

    ContextLists(
            CacheKeys keys,
            CacheSettings settings,
            Redis redis,
            Values values,
            StaleEntries marks,
            PendingDeletes undelivered,
            StoreQueue stores) {
        this.keys = keys;
        this.settings = settings;
        this.redis = redis;
        this.values = values;
        this.marks = marks;
        this.undelivered = undelivered;
        this.stores = stores;
    }

    CachedLists read(UUID userId) {
        long began = System.nanoTime();
        // Before Redis is asked: a mark that is lifted in between would otherwise be missed, and the stale list
        // believed.
        Set<Kind> distrusted = marks.of(userId);
        List<String> names = names(userId, EnumSet.allOf(Kind.class));
        Map<String, Long> first = undelivered.among(names);
        LuaScript.Call read = LuaScript.READ.on(names, List.of(freshVersion(), VERSION_TTL));
        Optional<List<byte[]>> answer = redis.call("get", names.get(1), c -> read(c, read, first.keySet()));
        answer.ifPresent(there -> undelivered.delivered(first));
        return answer.<CachedLists>map(found -> new Seen(userId, began, found, distrusted))
                .orElse(notAnswered);
    }

    @SuppressWarnings("unchecked") // what the script answers
    private static List<byte[]> read(Connection connection, LuaScript.Call read, Collection<String> deleteFirst) {
        if (!deleteFirst.isEmpty()) {
            connection.executeCommand(Redis.COMMANDS.del(deleteFirst.toArray(String[]::new)));
        }
        return (List<byte[]>) read.run(connection);
    }

    void store(CachedLists context, Map<Kind, ? extends List<?>> lists, Runnable done) {
        if (!(context instanceof Seen seen)) {
            done.run();
            return;
        }
        List<Value> batch = new ArrayList<>();
        lists.forEach((kind, list) -> values.seal(keys.ofContext(kind, seen.userId), list, ttlOf(kind, list))
                .ifPresent(batch::add));
        if (batch.isEmpty()) {
            done.run();
            return;
        }
        stores.add(new Guarded(keys.versionOf(seen.userId), seen.sight.version(), batch, done));
    }

    /** @return whether Redis has done all of them */
    boolean invalidate(Collection<StaleLists> stale) {
        if (stale.isEmpty() || !redis.isConfigured()) {
            return true;
        }
        List<LuaScript.Call> calls = stale.stream()
                .map(lists -> invalidation(lists.userId(), lists.kinds()))
                .toList();
        String first = SafeEncoder.encode(calls.get(0).keys().get(0));
        return redis.call("invalidate", first, connection -> {
                    PipelinedCommand.sendAll(connection, calls);
                    return true;
                })
                .isPresent();
    }

    /** @return whether Redis has done it; otherwise this node does it before it reads the lists again */
    boolean delete(UUID userId, Set<Kind> kinds) {
        boolean deleted = invalidate(Set.of(new StaleLists(UUID.randomUUID(), userId, kinds)));
        if (!deleted) {
            undelivered.remember(names(userId, kinds));
        }
        return deleted;
    }

    private LuaScript.Call invalidation(UUID userId, Set<Kind> kinds) {
        return LuaScript.INVALIDATE.on(names(userId, kinds), List.of(freshVersion(), VERSION_TTL));
    }

    /** As the scripts want them: the version, then the lists in the order of their kinds. */
    private List<String> names(UUID userId, Set<Kind> kinds) {
        List<String> names = new ArrayList<>();
        names.add(keys.versionOf(userId));
        names.addAll(keys.ofContext(EnumSet.copyOf(kinds), userId));
        return names;
    }

    /** Random, so that a version that was evicted or expired is never mistaken for another. */
    private static byte[] freshVersion() {
        return SafeEncoder.encode(UUID.randomUUID().toString());
    }

    private static byte[] bytes(long number) {
        return SafeEncoder.encode(Long.toString(number));
    }

    private Duration ttlOf(Kind kind, List<?> list) {
        Duration ttl = settings.ttl(kind);
        boolean absent = kind == Kind.USER && list.isEmpty();
        return absent && ttl.compareTo(LONGEST_ABSENCE) > 0 ? LONGEST_ABSENCE : ttl;
    }

    /** Lists to be stored if the version is still the one that was seen before they were loaded. */
    private static final class Guarded implements StoreQueue.Store {

        private final String key;
        private final String version;
        private final List<Value> lists;
        private final Runnable whenDone;

        Guarded(String key, String version, List<Value> lists, Runnable whenDone) {
            this.key = key;
            this.version = version;
            this.lists = lists;
            this.whenDone = whenDone;
        }

        @Override
        public String key() {
            return key;
        }

        /** Its own: another one of the same person has other lists. */
        @Override
        public Object slot() {
            return this;
        }

        private LuaScript.Call call() {
            List<String> names = new ArrayList<>(List.of(key));
            List<byte[]> arguments = new ArrayList<>(List.of(SafeEncoder.encode(version)));
            for (Value list : lists) {
                names.add(list.key());
                arguments.add(list.bytes());
                arguments.add(bytes(list.ttl().toMillis()));
            }
            return LuaScript.STORE.on(names, arguments);
        }

        @Override
        public void done() {
            whenDone.run();
        }

        @Override
        public Response<?> send(Pipeline pipeline) {
            return call().send(pipeline);
        }

        @Override
        public Response<?> sendInFull(Pipeline pipeline) {
            return call().sendInFull(pipeline);
        }
    }

    private final CachedLists notAnswered = new CachedLists() {
        @Override
        public boolean isAnswered() {
            return false;
        }

        @Override
        public <E> Optional<CachedList<E>> list(Kind kind, Class<E> element) {
            values.notRead(kind.label(), Read.UNANSWERED);
            return Optional.empty();
        }

        @Override
        public Optional<ObservedVersion> sight(Kind kind) {
            return Optional.empty();
        }
    };

    private final class Seen implements CachedLists {

        private final UUID userId;
        private final ObservedVersion sight;
        private final Map<Kind, byte @Nullable []> lists = new EnumMap<>(Kind.class);
        private final Set<Kind> distrusted;

        Seen(UUID userId, long began, List<byte[]> versionAndLists, Set<Kind> distrusted) {
            this.userId = userId;
            this.sight = new ObservedVersion(SafeEncoder.encode(versionAndLists.get(0)), began);
            this.distrusted = distrusted;
            for (Kind kind : Kind.values()) {
                lists.put(kind, versionAndLists.get(1 + lists.size()));
            }
        }

        @Override
        public boolean isAnswered() {
            return true;
        }

        @Override
        public <E> Optional<CachedList<E>> list(Kind kind, Class<E> element) {
            if (distrusted.contains(kind)) {
                values.notRead(kind.label(), Read.BYPASSED);
                return Optional.empty();
            }
            Type type = TypeFactory.defaultInstance().constructCollectionType(List.class, element);
            return values.<List<E>>open(kind.label(), keys.ofContext(kind, userId), lists.get(kind), type)
                    .map(opened -> new CachedList<>(opened.value(), opened.age()));
        }

        @Override
        public Optional<ObservedVersion> sight(Kind kind) {
            return distrusted.contains(kind) ? Optional.empty() : Optional.of(sight);
        }
    }
}
