package clarify.cache;

import clarify.cache.CacheMetrics.Read;
import clarify.cache.Entries.Entry;
import clarify.cache.Envelope.Opened;
import clarify.kind.Kind;
import clarify.redis.CircuitRecord;
import clarify.redis.Redis;
import clarify.settings.Setting;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cache: Redis for every bean of the server, for any data that has a JSON form. Fail-open: no method throws because
 * of Redis or lasts longer than {@code clarify.redis.connect-timeout} plus {@code read-timeout} (500 ms). Without a
 * configured Redis, with an open circuit, on a miss, an error or an unreadable value a read is empty. Thread-safe; takes
 * no part in transactions.
 *
 * <p>Values are written and read by Jackson with names in snake_case; records do well. Keys are the caller's own; they
 * must not be blank or begin with {@code ctx:}, which throws an {@link IllegalArgumentException}.
 */
@Startup // so that wrong settings stop the deployment
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CacheBean {

    /** How long the lists of a context stay, unless {@code clarify.cache.ttl.<kind>} says otherwise. */
    public static final Map<Kind, Duration> CACHE_TTL = CacheSettings.DEFAULT_TTLS;

    /** How long a value stays when the caller does not say. */
    public static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

    /** Limit for the lookups of one context, and for waiting for a load that another caller makes. */
    public static final Setting<Duration> LOOKUP_TIMEOUT =
            Setting.duration("clarify.lookup.timeout", Duration.ofSeconds(2));

    private final Redis redis;
    private final ListCache lists;
    private final BypassPolicy policy;
    private final CacheComponents components;
    private final SharedLoads loads;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public CacheBean() {
        redis = null;
        lists = null;
        policy = null;
        components = null;
        loads = null;
    }

    @Inject
    CacheBean(Redis redis, ListCache lists, BypassPolicy policy, CacheComponents components) {
        this.redis = redis;
        this.lists = lists;
        this.policy = policy;
        this.components = components;
        this.loads = new SharedLoads(components.settings().sharedLoad(), components.metrics());
    }

    /** Reads one value. @return the value; empty on a miss and on every kind of failure */
    public <T> Optional<T> get(String key, Class<T> type) {
        return get(key, (Type) type);
    }

    /**
     * Reads one value of a generic type, such as a list.
     *
     * @param type what {@code value} was when it was set, for example {@code new TypeReference<List<X>>() {}.getType()}
     */
    public <T> Optional<T> get(String key, Type type) {
        String name = components.keys().ofOther(key);
        Optional<Entry> found = components.entries().read(name);
        if (found.isEmpty()) {
            components.values().notRead(CacheMetrics.OTHER, Read.UNANSWERED);
            return Optional.empty();
        }
        return components
                .values()
                .<T>open(CacheMetrics.OTHER, name, found.get().bytes(), type)
                .map(Opened::value);
    }

    /** Stores a value for {@link #DEFAULT_TTL}. */
    public void set(String key, Object value) {
        set(key, value, DEFAULT_TTL);
    }

    /**
     * Stores a value. The caller never waits and never sees an error; the value is turned into JSON before this returns.
     * A value without JSON form, or longer than a mebibyte, is logged and not stored.
     *
     * @param ttl how long it stays, shortened by a random 0..10 %; at least a millisecond
     */
    public void set(String key, Object value, Duration ttl) {
        components.values().seal(components.keys().ofOther(key), value, ttl).ifPresent(components.stores()::add);
    }

    /** Removes one value. When Redis cannot be reached, this node removes it before it reads the key again. */
    public void delete(String key) {
        List<String> names = List.of(components.keys().ofOther(key));
        components.stores().drop(names);
        components.entries().delete(names);
    }

    /**
     * Reads through: the cached value, or else the loader's answer, which is stored unless the key was deleted meanwhile on
     * this node. Callers of one key share a load that has not begun when they come, for at most {@code
     * clarify.lookup.timeout}; then they load themselves. What the loader throws reaches all who shared it, and nothing is
     * stored; a null from it is returned as empty and not stored.
     */
    public <T> Optional<T> getOrLoad(String key, Class<T> type, Duration ttl, Supplier<? extends @Nullable T> loader) {
        Optional<T> cached = get(key, type);
        return cached.isPresent() ? cached : loads.share(key, () -> loadAndStore(key, ttl, loader));
    }

    private <T> Optional<T> loadAndStore(String key, Duration ttl, Supplier<? extends @Nullable T> loader) {
        String name = components.keys().ofOther(key);
        try (StoreQueue.Intent intent = components.stores().intend(name)) {
            Optional<T> loaded = Optional.ofNullable(loader.get());
            loaded.flatMap(value -> components.values().seal(name, value, ttl)).ifPresent(intent::store);
            return loaded;
        }
    }

    /** Removes all five lists of a person; see {@link #deleteUserContext(UUID, Set)}. */
    public boolean deleteUserContext(UUID userId) {
        return deleteUserContext(userId, Set.of(Kind.values()));
    }

    /**
     * Removes lists of a person and renews the version, in one round trip.
     *
     * @return whether Redis has removed them; otherwise this node removes them before it reads them again
     */
    public boolean deleteUserContext(UUID userId, Set<Kind> kinds) {
        return lists.delete(userId, kinds);
    }

    /** Whether Redis is configured and the circuit not open. Asking changes nothing. */
    public boolean isEnabled() {
        return redis.isEnabled();
    }

    /** The state of the cache at this moment. Asking changes nothing. */
    public CacheStatus status() {
        CircuitRecord.Snapshot circuit = redis.circuit();
        return new CacheStatus(
                redis.isConfigured(),
                redis.isEnabled(),
                circuit.state().toString(),
                circuit.consecutiveFailures(),
                circuit.untilNextTry(),
                components.pendingDeletes().size(),
                policy.undelivered(),
                components.values().unreadable());
    }

    /** Closes the circuit at once. */
    public void resetCircuit() {
        redis.resetCircuit();
    }
}
