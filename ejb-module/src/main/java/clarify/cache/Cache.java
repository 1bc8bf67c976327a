package clarify.cache;

import clarify.cache.CacheMetrics.Read;
import clarify.cache.Envelope.Opened;
import clarify.kind.Kind;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@link CacheBean} promises, without a container. */
final class Cache implements AutoCloseable {

    private final CacheKeys keys;
    private final CircuitRecord circuit;
    private final Redis redis;
    private final @Nullable RedisConnections connections;
    private final Values values;
    private final StaleEntries marks;
    private final PendingDeletes undelivered;
    private final Evictor evictor;
    private final StoreQueue stores;
    private final ContextLists contexts;
    private final Loads loads;

    Cache(
            CacheSettings settings,
            Breaker breaker,
            StaleEntries marks,
            Executor executor,
            Clock clock,
            MeterRegistry registry,
            Tracing tracing) {
        this.marks = marks;
        CacheMetrics figures = new CacheMetrics(registry);
        keys = new CacheKeys(settings.prefix());
        circuit = new CircuitRecord(settings.circuitFailures(), settings.circuitRecovery(), System::nanoTime);
        connections = settings.server()
                .map(server -> new RedisConnections(server, settings))
                .orElse(null);
        figures.watch(circuit);
        if (connections != null) {
            figures.watch(connections);
        }
        redis = new Redis(connections, breaker, circuit, figures, tracing);
        undelivered = new PendingDeletes(clock);
        values = new Values(new Envelope(clock), settings.jitter(), undelivered, redis, figures);
        evictor = new Evictor(redis, undelivered);
        stores = new StoreQueue(redis, evictor, executor);
        contexts = new ContextLists(keys, settings, redis, values, marks, undelivered, stores);
        loads = new Loads(settings.sharedLoad(), figures);
    }

    <T> Optional<T> get(String name, Type type) {
        String key = keys.ofOther(name);
        Optional<List<byte[]>> found = evictor.read(List.of(key));
        if (found.isEmpty()) {
            values.notRead(CacheMetrics.OTHER, Read.UNANSWERED);
            return Optional.empty();
        }
        return values.<T>open(CacheMetrics.OTHER, key, found.get().get(0), type).map(Opened::value);
    }

    void set(String name, Object value, Duration ttl) {
        values.seal(keys.ofOther(name), value, ttl).ifPresent(stores::add);
    }

    void delete(String name) {
        List<String> names = List.of(keys.ofOther(name));
        stores.drop(names);
        evictor.delete(names);
    }

    <T> Optional<T> getOrLoad(String name, Class<T> type, Duration ttl, Supplier<? extends @Nullable T> loader) {
        Optional<T> cached = get(name, type);
        return cached.isPresent() ? cached : loads.share(name, () -> loadAndStore(name, ttl, loader));
    }

    private <T> Optional<T> loadAndStore(String name, Duration ttl, Supplier<? extends @Nullable T> loader) {
        String key = keys.ofOther(name);
        try (StoreQueue.Intent intent = stores.intend(key)) {
            Optional<T> loaded = Optional.ofNullable(loader.get());
            loaded.flatMap(value -> values.seal(key, value, ttl)).ifPresent(intent::store);
            return loaded;
        }
    }

    CachedLists readContext(UUID userId) {
        return contexts.read(userId);
    }

    void storeContext(CachedLists seen, Map<Kind, ? extends List<?>> lists, Runnable done) {
        contexts.store(seen, lists, done);
    }

    boolean invalidate(Collection<StaleLists> stale) {
        return contexts.invalidate(stale);
    }

    boolean deleteUserContext(UUID userId, Set<Kind> kinds) {
        return kinds.isEmpty() || contexts.delete(userId, kinds);
    }

    boolean purge(Set<Kind> kinds) {
        stores.dropAll();
        return !redis.isConfigured() || new Purge(redis, keys, kinds, contexts::invalidate).run();
    }

    CacheStatus status() {
        CircuitRecord.Snapshot now = circuit.snapshot();
        return new CacheStatus(
                redis.isConfigured(),
                redis.isConfigured() && now.state() != CircuitRecord.State.OPEN,
                now.state().toString(),
                now.consecutiveFailures(),
                now.untilNextTry(),
                undelivered.size(),
                marks.size(),
                values.unreadable());
    }

    void resetCircuit() {
        redis.resetCircuit();
    }

    void tryRedisAgain() {
        redis.tryAgainIfDue();
    }

    @Override
    public void close() {
        if (connections != null) {
            connections.close();
        }
    }
}
