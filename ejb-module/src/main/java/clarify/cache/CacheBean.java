package clarify.cache;

import clarify.kind.Kind;
import clarify.metrics.MetricsRegistry;
import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
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
    public static final Map<Kind, Duration> CACHE_TTL = Map.of(
            Kind.USER, Duration.ofMinutes(5),
            Kind.DREAMS, Duration.ofMinutes(2),
            Kind.PATTERNS, Duration.ofMinutes(10),
            Kind.SESSIONS, Duration.ofMinutes(1),
            Kind.REFLECTIONS, Duration.ofMinutes(5));

    /** How long a value stays when the caller does not say. */
    public static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

    /** Limit for the lookups of one context, and for waiting for a load that another caller makes. */
    public static final Setting<Duration> LOOKUP_TIMEOUT =
            Setting.duration("clarify.lookup.timeout", Duration.ofSeconds(2));

    @Inject
    Breaker breaker;

    @Inject
    StaleEntries marks;

    @Inject
    ServerExecutor threads;

    @Inject
    MetricsRegistry meters;

    @SuppressWarnings("NullAway.Init")
    Cache cache;

    @PostConstruct
    void start() {
        Settings settings = Settings.ofApplication();
        cache = new Cache(
                CacheSettings.read(settings),
                breaker,
                marks,
                threads,
                Clock.systemUTC(),
                meters.registry(),
                Tracing.ofServer(settings));
    }

    @PreDestroy
    void stop() {
        cache.close();
    }

    /** Reads one value. @return the value; empty on a miss and on every kind of failure */
    public <T> Optional<T> get(String key, Class<T> type) {
        return cache.get(key, type);
    }

    /**
     * Reads one value of a generic type, such as a list.
     *
     * @param type what {@code value} was when it was set, for example {@code new TypeReference<List<X>>() {}.getType()}
     */
    public <T> Optional<T> get(String key, Type type) {
        return cache.get(key, type);
    }

    /** Stores a value for {@link #DEFAULT_TTL}. */
    public void set(String key, Object value) {
        cache.set(key, value, DEFAULT_TTL);
    }

    /**
     * Stores a value. The caller never waits and never sees an error; the value is turned into JSON before this returns.
     * A value without JSON form, or longer than a mebibyte, is logged and not stored.
     *
     * @param ttl how long it stays, shortened by a random 0..10 %; at least a millisecond
     */
    public void set(String key, Object value, Duration ttl) {
        cache.set(key, value, ttl);
    }

    /** Removes one value. When Redis cannot be reached, this node removes it before it reads the key again. */
    public void delete(String key) {
        cache.delete(key);
    }

    /**
     * Reads through: the cached value, or else the loader's answer, which is stored unless the key was deleted meanwhile on
     * this node. Callers of one key share a load that has not begun when they come, for at most {@code
     * clarify.lookup.timeout}; then they load themselves. What the loader throws reaches all who shared it, and nothing is
     * stored; a null from it is returned as empty and not stored.
     */
    public <T> Optional<T> getOrLoad(String key, Class<T> type, Duration ttl, Supplier<? extends @Nullable T> loader) {
        return cache.getOrLoad(key, type, ttl, loader);
    }

    /** Reads the five lists of a person in one round trip, except those that {@link StaleEntries} tells to distrust. */
    public CachedLists readContext(UUID userId) {
        return cache.readContext(userId);
    }

    /**
     * Stores lists of a person in one round trip that nobody waits for, unless they were invalidated meanwhile.
     *
     * @param seen what {@link #readContext} returned before the lists were looked up
     * @param done is run once, when Redis has them or will not have them
     */
    public void storeContext(CachedLists seen, Map<Kind, ? extends List<?>> lists, Runnable done) {
        cache.storeContext(seen, lists, done);
    }

    /**
     * Removes lists and renews their versions, in one round trip, so that nothing looked up before can be stored.
     *
     * @return whether Redis has done all of it; otherwise some of it at most, and it is the caller's to {@link StaleEntries#put
     *     mark} the lists
     */
    public boolean invalidate(Collection<StaleLists> stale) {
        return cache.invalidate(stale);
    }

    /** Removes all five lists of a person; see {@link #deleteUserContext(UUID, Set)}. */
    public boolean deleteUserContext(UUID userId) {
        return cache.deleteUserContext(userId, Set.of(Kind.values()));
    }

    /**
     * Removes lists of a person and renews the version, in one round trip.
     *
     * @return whether Redis has removed them; otherwise this node removes them before it reads them again
     */
    public boolean deleteUserContext(UUID userId, Set<Kind> kinds) {
        return cache.deleteUserContext(userId, kinds);
    }

    /**
     * Removes lists of every person and renews the versions; values of other beans stay.
     *
     * @return whether Redis has done all of it; otherwise some of it at most
     */
    public boolean purge(Set<Kind> kinds) {
        return kinds.isEmpty() || cache.purge(kinds);
    }

    /** Whether a Redis is configured at all. */
    public boolean isConfigured() {
        return cache.status().configured();
    }

    /** Whether Redis is configured and the circuit not open. Asking changes nothing. */
    public boolean isEnabled() {
        return cache.status().enabled();
    }

    /** Where the cache stands. Asking changes nothing. */
    public CacheStatus status() {
        return cache.status();
    }

    /** Makes the one background try of an open circuit, if its recovery time is over. To be called every now and then. */
    public void tryRedisAgain() {
        cache.tryRedisAgain();
    }

    /** Closes the circuit at once. */
    public void resetCircuit() {
        cache.resetCircuit();
    }
}
