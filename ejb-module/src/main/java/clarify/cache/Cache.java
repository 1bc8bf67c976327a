package clarify.cache;

import clarify.cache.StoreQueue.Store;
import clarify.kind.Kind;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What {@link CacheBean} promises, without a container. */
final class Cache implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Cache.class.getName());
    private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(1);

    private final CacheSettings settings;
    private final CacheKeys keys;
    private final Envelope envelope;
    private final Circuit circuit;
    private final Redis redis;
    private final @Nullable RedisConnections connections;
    private final UndeliveredDeletes undelivered;
    private final Evictor evictor;
    private final StoreQueue stores;
    private final LongAdder unreadable = new LongAdder();

    Cache(CacheSettings settings, Breaker breaker, Scheduler scheduler, Executor executor, Clock clock) {
        this.settings = settings;
        keys = new CacheKeys(settings.prefix());
        envelope = new Envelope(clock);
        circuit = new Circuit(settings.circuitFailures(), settings.circuitRecovery(), System::nanoTime);
        connections = settings.server()
                .map(server -> new RedisConnections(server, settings))
                .orElse(null);
        redis = new Redis(connections, breaker, circuit, scheduler);
        undelivered = new UndeliveredDeletes(clock);
        evictor = new Evictor(redis, undelivered);
        stores = new StoreQueue(redis, evictor, executor);
    }

    <T> Optional<T> get(String name, Type type) {
        String key = keys.ofOther(name);
        return evictor.read(List.of(key)).flatMap(values -> open(key, values.get(0), type));
    }

    void set(String name, Object value, Duration ttl) {
        sealed(keys.ofOther(name), value, ttl).ifPresent(store -> stores.add(List.of(store)));
    }

    void delete(String name) {
        delete(List.of(keys.ofOther(name)));
    }

    <T> Optional<T> getOrLoad(String name, Class<T> type, Duration ttl, Supplier<? extends @Nullable T> loader) {
        Optional<T> cached = get(name, type);
        if (cached.isPresent()) {
            return cached;
        }
        Optional<T> loaded = Optional.ofNullable(loader.get());
        loaded.ifPresent(value -> set(name, value, ttl));
        return loaded;
    }

    CachedContext readContext(UUID userId) {
        return evictor.read(keys.ofContext(List.of(Kind.values()), userId))
                .<CachedContext>map(values -> new Answered(userId, values))
                .orElse(NOT_ANSWERED);
    }

    void storeContext(UUID userId, Map<Kind, ? extends List<?>> lists) {
        if (!redis.isAvailable()) {
            return;
        }
        List<Store> batch = new ArrayList<>();
        lists.forEach((kind, list) ->
                sealed(keys.ofContext(kind, userId), list, ttlOf(kind, list)).ifPresent(batch::add));
        stores.add(batch);
    }

    boolean deleteUserContext(UUID userId, Set<Kind> kinds) {
        return kinds.isEmpty() || delete(keys.ofContext(kinds, userId));
    }

    Optional<Long> purge(Kind kind) {
        return purge(keys.patternOf(kind));
    }

    Optional<Long> purge() {
        return purge(keys.patternOfContexts());
    }

    private Optional<Long> purge(String pattern) {
        stores.dropAll();
        return new Purge(redis, pattern).run();
    }

    CacheStatus status() {
        Circuit.Snapshot now = circuit.snapshot();
        return new CacheStatus(
                redis.isConfigured(),
                redis.isConfigured() && now.state() != Circuit.State.OPEN,
                now.state().toString(),
                now.consecutiveFailures(),
                now.untilNextTry(),
                undelivered.size(),
                unreadable.sum());
    }

    void resetCircuit() {
        redis.resetCircuit();
    }

    @Override
    public void close() {
        if (connections != null) {
            connections.close();
        }
    }

    private boolean delete(Collection<String> names) {
        stores.drop(names);
        return evictor.delete(names);
    }

    private <T> Optional<T> open(String key, byte @Nullable [] bytes, Type type) {
        if (bytes == null) {
            return Optional.empty();
        }
        Optional<T> value = envelope.open(key, bytes, type, undelivered.notBefore());
        if (value.isEmpty()) {
            unreadable.increment();
        }
        return value;
    }

    /** Empty when the circuit is open or the value cannot be written, which is the caller's fault and logged. */
    private Optional<Store> sealed(String key, Object value, Duration ttl) {
        if (!redis.isAvailable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Store(key, envelope.seal(key, value), shortened(ttl)));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, e, () -> "Not cached: key=" + key);
            return Optional.empty();
        }
    }

    private Duration ttlOf(Kind kind, List<?> list) {
        Duration ttl = settings.ttl(kind);
        boolean absent = kind == Kind.USER && list.isEmpty();
        return absent && ttl.compareTo(LONGEST_ABSENCE) > 0 ? LONGEST_ABSENCE : ttl;
    }

    /** By chance, so that keys written together do not expire together. */
    private Duration shortened(Duration ttl) {
        double kept = 1 - ThreadLocalRandom.current().nextDouble() * settings.jitter();
        return Duration.ofMillis(Math.max(1, Math.round(ttl.toMillis() * kept)));
    }

    private static final CachedContext NOT_ANSWERED = new CachedContext() {
        @Override
        public <E> Optional<List<E>> list(Kind kind, Class<E> element) {
            return Optional.empty();
        }

        @Override
        public boolean isAnswered() {
            return false;
        }
    };

    private final class Answered implements CachedContext {

        private final UUID userId;
        private final Map<Kind, byte[]> values = new EnumMap<>(Kind.class);

        Answered(UUID userId, List<byte[]> inOrderOfKinds) {
            this.userId = userId;
            for (Kind kind : Kind.values()) {
                values.put(kind, inOrderOfKinds.get(values.size()));
            }
        }

        @Override
        public <E> Optional<List<E>> list(Kind kind, Class<E> element) {
            Type type = TypeFactory.defaultInstance().constructCollectionType(List.class, element);
            return open(keys.ofContext(kind, userId), values.get(kind), type);
        }

        @Override
        public boolean isAnswered() {
            return true;
        }
    }
}
