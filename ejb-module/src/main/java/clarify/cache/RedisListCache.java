package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.cache.CacheMetrics.Read;
import clarify.concurrent.ObservedVersion;
import clarify.kind.Kind;
import clarify.redis.Command;
import clarify.redis.Redis;
import clarify.redis.RedisOperation;
import clarify.redis.RoundTrip;
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
import redis.clients.jedis.util.SafeEncoder;

/** The lists in Redis: each under a key of its own, and beside them the version token of the person. */
final class RedisListCache implements ListCache {

    private static final Duration VERSION_TTL = Duration.ofHours(1);
    private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(1);

    private final Redis redis;
    private final BypassPolicy policy;
    private final CacheSettings settings;
    private final CacheKeys keys;
    private final ValueCodec values;
    private final PendingDeletes pendingDeletes;
    private final StoreQueue stores;

    RedisListCache(Redis redis, BypassPolicy policy, CacheComponents components) {
        this.redis = redis;
        this.policy = policy;
        this.settings = components.settings();
        this.keys = components.keys();
        this.values = components.values();
        this.pendingDeletes = components.pendingDeletes();
        this.stores = components.stores();
    }

    @Override
    public CachedLists read(UUID userId) {
        long began = System.nanoTime();
        // Before Redis is read: a list whose bypass ends in between would otherwise be taken for a fresh one.
        Set<Kind> bypassed = policy.bypassed(userId);
        List<String> names = names(userId, EnumSet.allOf(Kind.class));
        Map<String, Long> deletedFirst = pendingDeletes.among(names);
        RoundTrip<VersionAndLists> read =
                RoundTrip.of(ListScripts.READ.on(names, freshVersion()), VersionAndLists::decode);
        Optional<VersionAndLists> found =
                redis.call(RedisOperation.GET, names.get(1), PendingDeletes.before(deletedFirst.keySet(), read));
        if (found.isEmpty()) {
            return new Unanswered();
        }
        pendingDeletes.delivered(deletedFirst);
        return new Answered(
                userId,
                new ObservedVersion(found.get().version(), began),
                found.get().lists(),
                bypassed);
    }

    @Override
    public void store(CachedLists seen, Map<Kind, ? extends List<?>> lists, Runnable done) {
        if (!(seen instanceof Answered answered)) {
            done.run();
            return;
        }
        List<StoredValue> batch = new ArrayList<>();
        lists.forEach((kind, list) -> values.sealList(keys.ofContext(kind, answered.userId()), list, ttlOf(kind, list))
                .ifPresent(batch::add));
        if (batch.isEmpty()) {
            done.run();
            return;
        }
        stores.add(new GuardedStore(
                keys.versionOf(answered.userId()), answered.version().version(), batch, done));
    }

    @Override
    public boolean invalidate(Collection<StaleLists> stale) {
        if (stale.isEmpty() || !redis.isConfigured()) {
            return true;
        }
        List<Command> commands = stale.stream()
                .map(lists -> ListScripts.INVALIDATE.on(names(lists.userId(), lists.kinds()), freshVersion()))
                .toList();
        String first = keys.versionOf(stale.iterator().next().userId());
        return redis.call(RedisOperation.INVALIDATE, first, RoundTrip.of(commands))
                .isPresent();
    }

    @Override
    public boolean delete(UUID userId, Set<Kind> kinds) {
        if (kinds.isEmpty()) {
            return true;
        }
        boolean deleted = invalidate(Set.of(new StaleLists(UUID.randomUUID(), userId, kinds)));
        if (!deleted) {
            pendingDeletes.remember(names(userId, kinds));
        }
        return deleted;
    }

    @Override
    public boolean purge(Set<Kind> kinds) {
        if (kinds.isEmpty()) {
            return true;
        }
        stores.dropAll();
        return !redis.isConfigured() || new Purge(redis, keys, kinds, this::invalidate).run();
    }

    @Override
    public boolean isConfigured() {
        return redis.isConfigured();
    }

    @Override
    public boolean isEnabled() {
        return redis.isEnabled();
    }

    /** As the scripts want them: the version, then the lists in the order of their kinds. */
    private List<String> names(UUID userId, Set<Kind> kinds) {
        List<String> names = new ArrayList<>();
        names.add(keys.versionOf(userId));
        names.addAll(keys.ofContext(EnumSet.copyOf(kinds), userId));
        return names;
    }

    /** Random, so that a version that was evicted or expired is never mistaken for another; with its time to live. */
    private static List<byte[]> freshVersion() {
        return List.of(
                SafeEncoder.encode(UUID.randomUUID().toString()),
                SafeEncoder.encode(Long.toString(VERSION_TTL.toMillis())));
    }

    private Duration ttlOf(Kind kind, List<?> list) {
        Duration ttl = settings.ttl(kind);
        boolean absent = kind == Kind.USER && list.isEmpty();
        return absent && ttl.compareTo(LONGEST_ABSENCE) > 0 ? LONGEST_ABSENCE : ttl;
    }

    /** What the read script answers, decoded while the call can still fail because of it. */
    private record VersionAndLists(String version, Map<Kind, byte @Nullable []> lists) {

        static VersionAndLists decode(@Nullable Object reply) {
            List<?> parts = (List<?>) requireNonNull(reply);
            Kind[] kinds = Kind.values();
            if (parts.size() != 1 + kinds.length) {
                throw new IllegalArgumentException("a reply of " + parts.size() + " parts");
            }
            Map<Kind, byte @Nullable []> lists = new EnumMap<>(Kind.class);
            for (int i = 0; i < kinds.length; i++) {
                lists.put(kinds[i], (byte[]) parts.get(1 + i));
            }
            return new VersionAndLists(SafeEncoder.encode((byte[]) parts.get(0)), lists);
        }
    }

    private final class Unanswered implements CachedLists {

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
        public Optional<ObservedVersion> version(Kind kind) {
            return Optional.empty();
        }
    }

    private final class Answered implements CachedLists {

        private final UUID userId;
        private final ObservedVersion version;
        private final Map<Kind, byte @Nullable []> lists;
        private final Set<Kind> bypassed;

        Answered(UUID userId, ObservedVersion version, Map<Kind, byte @Nullable []> lists, Set<Kind> bypassed) {
            this.userId = userId;
            this.version = version;
            this.lists = lists;
            this.bypassed = bypassed;
        }

        UUID userId() {
            return userId;
        }

        ObservedVersion version() {
            return version;
        }

        @Override
        public boolean isAnswered() {
            return true;
        }

        @Override
        public <E> Optional<CachedList<E>> list(Kind kind, Class<E> element) {
            if (bypassed.contains(kind)) {
                values.notRead(kind.label(), Read.BYPASSED);
                return Optional.empty();
            }
            Type type = TypeFactory.defaultInstance().constructCollectionType(List.class, element);
            return values.<List<E>>openList(kind.label(), keys.ofContext(kind, userId), lists.get(kind), type)
                    .map(opened -> new CachedList<>(opened.value(), opened.age()));
        }

        @Override
        public Optional<ObservedVersion> version(Kind kind) {
            return bypassed.contains(kind) ? Optional.empty() : Optional.of(version);
        }
    }
}
