package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.cache.CacheMetrics.Read;
import clarify.cache.Entries.Entry;
import clarify.cache.ValueCodec.OpenedValue;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@link CacheBean} does with the values of other beans, without a container. Its Javadoc is the contract. */
public final class ValueCache {

    private final CacheComponents components;
    private final BypassPolicy policy;
    private final SharedLoads loads;

    ValueCache(CacheComponents components, BypassPolicy policy) {
        this.components = components;
        this.policy = policy;
        this.loads = new SharedLoads(components.settings().sharedLoad(), components.metrics());
    }

    <T> Optional<T> get(String key, Type type) {
        return this.<T>find(components.keys().ofOther(key), type).value();
    }

    private <T> OpenedValue<T> find(String name, Type type) {
        requireNonNull(type, "type");
        Optional<Entry> found = components.entries().read(name, policy.servesValues());
        if (found.isEmpty()) {
            components.values().notRead(CacheMetrics.OTHER, Read.UNANSWERED);
            return new OpenedValue<>(Optional.empty(), false, false);
        }
        return components.values().openOther(name, found.get().bytes(), type);
    }

    void set(String key, Object value, Optional<Type> type, Duration ttl) {
        String name = components.keys().ofOther(key);
        StoreQueue stores = components.stores();
        components
                .values()
                .sealOther(name, value, type, checked(ttl))
                .ifPresentOrElse(stores::add, () -> stores.lost(name));
    }

    void delete(String key) {
        List<String> names = List.of(components.keys().ofOther(key));
        components.stores().drop(names);
        components.entries().delete(names);
    }

    <T> Optional<T> getOrLoad(String key, Type type, Duration ttl, Supplier<? extends @Nullable T> loader) {
        String name = components.keys().ofOther(key);
        checked(ttl);
        OpenedValue<T> found = find(name, type);
        if (found.value().isPresent()) {
            return found.value();
        }
        return loads.share(key, () -> found.leftAlone() ? load(loader) : loadAndStore(name, found, type, ttl, loader));
    }

    private static <T> Optional<T> load(Supplier<? extends @Nullable T> loader) {
        return Optional.ofNullable(loader.get());
    }

    private <T> Optional<T> loadAndStore(
            String name, OpenedValue<T> found, Type type, Duration ttl, Supplier<? extends @Nullable T> loader) {
        try (StoreQueue.Intent intent = components.stores().intend(name, found.unreadable())) {
            Optional<T> loaded = load(loader);
            loaded.flatMap(value -> components.values().sealOther(name, value, Optional.of(type), ttl))
                    .ifPresent(intent::store);
            return loaded;
        }
    }

    private static Duration checked(Duration ttl) {
        if (ttl.isZero() || ttl.isNegative()) {
            throw new IllegalArgumentException("A time to live must be longer than nothing, and is " + ttl);
        }
        return ttl;
    }
}
