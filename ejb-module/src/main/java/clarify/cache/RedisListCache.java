package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.cache.CacheMetrics.Read;
import clarify.cache.Envelope.Opened;
import clarify.concurrent.ObservedVersion;
import clarify.kind.Kind;
import clarify.redis.Command;
import clarify.redis.ErrorReply;
import clarify.redis.History;
import clarify.redis.Redis;
import clarify.redis.Redis.Part;
import clarify.redis.RedisOperation;
import clarify.redis.RoundTrip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private final OversizedValues oversized;
    private final Entries entries;

    RedisListCache(Redis redis, BypassPolicy policy, CacheComponents components) {
        this.redis = redis;
        this.policy = policy;
        this.settings = components.settings();
        this.keys = components.keys();
        this.values = components.values();
        this.pendingDeletes = components.pendingDeletes();
        this.stores = components.stores();
        this.oversized = components.oversized();
        this.entries = components.entries();
    }

    @Override
    public CachedLists read(UUID userId) {
        long began = System.nanoTime();
        // Before Redis is read: a list whose bypass ends in between would otherwise be taken for a fresh one.
        Trust trust = policy.trust(userId);
        List<String> names = keys.ofVersionAndLists(userId, CacheKeys.KINDS);
        Map<String, Long> deletedFirst = pendingDeletes.among(names);
        RoundTrip<VersionAndLists> read = PendingDeletes.before(
                        deletedFirst.keySet(), RoundTrip.of(VersionAndLists.read(names), VersionAndLists::decode))
                .then(found -> found.needsVersion(trust.bypassed()) && redis.isStoring(names.get(0))
                        ? Optional.of(readWithFreshVersion(names))
                        : Optional.empty());
        Optional<VersionAndLists> found =
                redis.call(RedisOperation.GET, names.get(1), oversized.removedAfter(read, names));
        if (found.isEmpty()) {
            return new Unanswered();
        }
        pendingDeletes.delivered(deletedFirst);
        found.get().refusal().ifPresent(refusal -> redis.storingRefused(RedisOperation.SET, names.get(0), refusal));
        if (found.get().isVersionBlocked()) {
            pendingDeletes.remember(List.of(names.get(0)));
        }
        return new Answered(userId, names, found.get(), began, trust);
    }

    /** Of several readers at once, one makes the version. Only on a known history: what is stored must name it. Where there is no memory for it, the lists are read anyway. */
    private static RoundTrip<VersionAndLists> readWithFreshVersion(List<String> names) {
        Command makeVersion = Command.storing("SET", names.get(0), newVersion(), "NX", "PX", versionTtl());
        return RoundTrip.of(
                        Stream.concat(Stream.of(makeVersion), VersionAndLists.read(names).stream())
                                .toList(),
                        replies -> VersionAndLists.decode(replies.subList(1, replies.size()))
                                .madeBy(replies.get(0)))
                .givenErrors();
    }

    @Override
    public void store(CachedLists seen, Map<Kind, ? extends List<?>> lists, Runnable done) {
        if (!(seen instanceof Answered answered)
                || answered.version().isEmpty()
                || answered.history().isEmpty()) {
            done.run();
            return;
        }
        String version = answered.version().get();
        History history = answered.history().get();
        List<StoredValue> batch = new ArrayList<>();
        lists.forEach((kind, list) -> values.sealList(
                        keys.ofContext(kind, answered.userId()), list, ttlOf(kind, list), history)
                .ifPresent(batch::add));
        if (batch.isEmpty()) {
            done.run();
            return;
        }
        stores.add(new GuardedStore(keys.versionOf(answered.userId()), version, history, batch, done));
    }

    @Override
    public boolean invalidate(Collection<StaleLists> stale) {
        return undelivered(stale).isEmpty();
    }

    @Override
    public Set<StaleLists> undelivered(Collection<StaleLists> stale) {
        if (stale.isEmpty() || !redis.isConfigured()) {
            return Set.of();
        }
        List<StaleLists> all = List.copyOf(stale);
        List<Boolean> delivered = redis.callConfirmed(
                RedisOperation.INVALIDATE, all.stream().map(this::invalidation).toList());
        return IntStream.range(0, all.size())
                .filter(i -> !delivered.get(i))
                .mapToObj(all::get)
                .collect(Collectors.toSet());
    }

    /**
     * Made anew if sent anew: Redis may have run the first, and its versions must not come back after later ones. The version of
     * a person who is gone goes too: a store of what was loaded before finds none, and is refused as with another one.
     */
    private Part invalidation(StaleLists lists) {
        List<String> names = keys.ofVersionAndLists(lists.userId(), lists.kinds());
        String version = names.get(0);
        List<String> all = lists.isGone()
                ? Stream.concat(Stream.of(version), names.stream()).toList()
                : names;
        return new Part(version, () -> ListScripts.INVALIDATE.on(all, renewal()));
    }

    /** A version that nobody needs is not made, unless replicas have to confirm that something was. */
    private List<byte[]> renewal() {
        List<String> arguments =
                redis.isConfirming() ? List.of(newVersion(), versionTtl()) : List.of(newVersion(), versionTtl(), "XX");
        return arguments.stream().map(SafeEncoder::encode).toList();
    }

    @Override
    public boolean delete(UUID userId, Set<Kind> kinds) {
        if (kinds.isEmpty()) {
            return true;
        }
        boolean deleted = invalidate(Set.of(new StaleLists(UUID.randomUUID(), userId, kinds)));
        if (!deleted) {
            entries.keep(keys.ofVersionAndLists(userId, kinds));
        }
        return deleted;
    }

    @Override
    public boolean purge(Set<Kind> kinds) {
        if (kinds.isEmpty()) {
            return true;
        }
        stores.dropLists();
        return !redis.isConfigured() || new Purge(redis, keys, kinds, this::invalidate).run();
    }

    @Override
    public Optional<List<StoredList>> stored(UUID userId) {
        List<String> names = keys.ofVersionAndLists(userId, CacheKeys.KINDS);
        return redis.call(
                        RedisOperation.GET,
                        names.get(1),
                        RoundTrip.of(VersionAndLists.read(names), VersionAndLists::decode))
                .map(found -> CacheKeys.KINDS.stream()
                        .map(kind -> stored(
                                kind,
                                keys.ofContext(kind, userId),
                                found.lists().get(kind)))
                        .toList());
    }

    private StoredList stored(Kind kind, String key, byte @Nullable [] bytes) {
        return bytes == null
                ? new StoredList(kind, key, 0, null)
                : new StoredList(
                        kind,
                        key,
                        bytes.length,
                        values.ageOfList(key, bytes).map(Duration::toMillis).orElse(null));
    }

    @Override
    public boolean isConfigured() {
        return redis.isConfigured();
    }

    @Override
    public boolean isEnabled() {
        return redis.isEnabled();
    }

    /** Random, so that a version that was evicted or expired is never mistaken for another. */
    private static String newVersion() {
        return UUID.randomUUID().toString();
    }

    private static String versionTtl() {
        return Long.toString(VERSION_TTL.toMillis());
    }

    private Duration ttlOf(Kind kind, List<?> list) {
        Duration ttl = settings.ttl(kind);
        boolean absent = kind == Kind.USER && list.isEmpty();
        return absent && ttl.compareTo(LONGEST_ABSENCE) > 0 ? LONGEST_ABSENCE : ttl;
    }

    /**
     * What a read is answered, decoded while the call can still fail because of it.
     *
     * @param refusal why a version could not be made; empty: it was, or need not be
     */
    private record VersionAndLists(
            Optional<History> history,
            Optional<String> version,
            Map<Kind, byte @Nullable []> lists,
            boolean isVersionBlocked,
            Optional<ErrorReply> refusal) {

        private static final Command READ = Command.reading("MGET");

        /** All in one step, so that they belong together. A value of another type is none. */
        static List<Command> read(List<String> names) {
            return List.of(Command.history(), READ.with(names));
        }

        static VersionAndLists decode(List<@Nullable Object> replies) {
            if (replies.get(1) instanceof ErrorReply error) {
                throw error.toReading();
            }
            List<?> parts = (List<?>) requireNonNull(replies.get(1));
            if (parts.size() != 1 + CacheKeys.KINDS.size()) {
                throw new IllegalArgumentException("a reply of " + parts.size() + " parts");
            }
            Map<Kind, byte @Nullable []> lists = new EnumMap<>(Kind.class);
            for (int i = 0; i < CacheKeys.KINDS.size(); i++) {
                lists.put(CacheKeys.KINDS.get(i), (byte[]) parts.get(1 + i));
            }
            return new VersionAndLists(
                    Optional.ofNullable((History) replies.get(0)),
                    Optional.ofNullable((byte[]) parts.get(0)).map(SafeEncoder::encode),
                    lists,
                    false,
                    Optional.empty());
        }

        /** @param reply null where there was something already: if that is no version, it is of another type */
        VersionAndLists madeBy(@Nullable Object reply) {
            return new VersionAndLists(
                    history,
                    version,
                    lists,
                    reply == null && version.isEmpty(),
                    reply instanceof ErrorReply refusal ? Optional.of(refusal) : Optional.empty());
        }

        /** Whether lists are going to be looked up and could not be stored. */
        boolean needsVersion(Set<Kind> bypassed) {
            return history.isPresent() && version.isEmpty() && (!bypassed.isEmpty() || lists.containsValue(null));
        }
    }

    private final class Unanswered implements CachedLists {

        @Override
        public boolean isAnswered() {
            return false;
        }

        @Override
        public boolean isFresh() {
            return true;
        }

        @Override
        public <E> Optional<CachedList<E>> list(Kind kind, Class<E> element) {
            values.notRead(kind.label(), Read.UNANSWERED);
            return Optional.empty();
        }

        @Override
        public <E> Optional<CachedList<E>> lastResort(Kind kind, Class<E> element) {
            return Optional.empty();
        }

        @Override
        public Optional<ObservedVersion> version(Kind kind) {
            return Optional.empty();
        }
    }

    private final class Answered implements CachedLists {

        private final UUID userId;
        private final List<String> names;
        private final VersionAndLists found;
        private final long began;
        private final Trust trust;

        Answered(UUID userId, List<String> names, VersionAndLists found, long began, Trust trust) {
            this.userId = userId;
            this.names = names;
            this.found = found;
            this.began = began;
            this.trust = trust;
        }

        UUID userId() {
            return userId;
        }

        Optional<String> version() {
            return found.version();
        }

        Optional<History> history() {
            return found.history();
        }

        @Override
        public boolean isAnswered() {
            return true;
        }

        @Override
        public boolean isFresh() {
            return trust.fresh();
        }

        @Override
        public <E> Optional<CachedList<E>> list(Kind kind, Class<E> element) {
            if (trust.bypassed().contains(kind)) {
                values.notRead(kind.label(), Read.BYPASSED);
                return Optional.empty();
            }
            return opened(kind, element);
        }

        @Override
        public <E> Optional<CachedList<E>> lastResort(Kind kind, Class<E> element) {
            return trust.lastResort().contains(kind) ? opened(kind, element) : Optional.empty();
        }

        private <E> Optional<CachedList<E>> opened(Kind kind, Class<E> element) {
            String key = names.get(1 + CacheKeys.KINDS.indexOf(kind));
            byte @Nullable [] bytes = found.lists().get(kind);
            Optional<Opened<List<E>>> opened = values.openList(kind.label(), key, bytes, element, found.history());
            if (opened.isEmpty() && bytes != null && found.version().isEmpty()) {
                pendingDeletes.remember(List.of(key)); // nothing could be stored over it, so it would stay
            }
            return opened.map(list -> new CachedList<>(list.value(), list.age()));
        }

        @Override
        public Optional<ObservedVersion> version(Kind kind) {
            if (!trust.fresh() || trust.bypassed().contains(kind)) {
                return Optional.empty();
            }
            return history()
                    .flatMap(on -> version().map(version -> new ObservedVersion(on.id() + '/' + version, began)));
        }
    }
}
