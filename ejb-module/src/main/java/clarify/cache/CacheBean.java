package clarify.cache;

import clarify.kind.Kind;
import clarify.redis.CircuitRecord;
import clarify.redis.Redis;
import clarify.settings.Setting;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cache: Redis for every bean of the server, for any data that has a JSON form. Injected with {@code @Inject} or
 * {@code @EJB}. Fail-open: no method throws because of Redis. Without a configured Redis, with an open circuit, on a miss,
 * an error or an unreadable value a read is empty. One round trip to Redis lasts at most {@code
 * clarify.redis.connect-timeout} plus {@code read-timeout} (500 ms), and so does a method, except {@link #getOrLoad} and,
 * without Redis, {@link #delete}. Thread-safe.
 *
 * <p>Values are written and read by Jackson with names in snake_case; records do well. A value comes back equal to what
 * was stored, or it is not stored. Keys are the caller's own; they must not be blank, longer than 4,096 characters or begin
 * with {@code ctx:}, which throws an {@link IllegalArgumentException}.
 *
 * <p>Exceptions reach the caller as they are, never within an {@code EJBException}. The cache takes no part in
 * transactions and never dooms the caller's: what is stored or deleted in one that is rolled back stays stored or deleted.
 */
// The final methods run on the caller's side of the container, which does not override them. It would wrap what they
// throw, and suspend or doom the transaction that a loader runs in.
@Startup
@Singleton
@DependsOn("SettingsCheck")
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
    private final ValueCache values;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public CacheBean() {
        redis = null;
        lists = null;
        policy = null;
        components = null;
        values = null;
    }

    @Inject
    CacheBean(Redis redis, ListCache lists, BypassPolicy policy, CacheComponents components) {
        this.redis = redis;
        this.lists = lists;
        this.policy = policy;
        this.components = components;
        this.values = new ValueCache(components, policy);
    }

    /** For this class alone: how its final methods get from the container's side of it to this one. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public ValueCache values() {
        return values;
    }

    /**
     * Reads one value. On this node never a value from before the last set or delete that has returned.
     *
     * @return the value; empty on a miss and on every kind of failure
     * @throws IllegalArgumentException for a key that is blank, too long or a context's
     */
    public final <T> Optional<T> get(String key, Class<T> type) {
        return values().get(key, type);
    }

    /**
     * Reads one value of a generic type, such as a list.
     *
     * @param type what {@code value} was when it was set, for example {@code new TypeLiteral<List<X>>() {}.getType()}
     * @return the value; empty on a miss and on every kind of failure
     * @throws IllegalArgumentException for a key that is blank, too long or a context's
     */
    public final <T> Optional<T> get(String key, Type type) {
        return values().get(key, type);
    }

    /** Stores a value for {@link #DEFAULT_TTL}; see {@link #set(String, Object, Duration)}. */
    public final void set(String key, Object value) {
        set(key, value, DEFAULT_TTL);
    }

    /**
     * Stores a value. The caller never waits for Redis and never sees an error. The value is turned into JSON, and back to
     * compare, before this returns. One that would not come back equal (by its {@code equals}, or part by part where it has
     * none), or is longer than a mebibyte, is not stored; the log says so once for each reason. With an open circuit, and
     * when the queue is full (10,000 values or 32 MiB; the oldest go), nothing is stored; then this node does not read the
     * value before it either.
     *
     * @param ttl how long it stays, shortened by a random 0..10 %; at least a millisecond; longer than 146 million years is
     *     that
     * @throws IllegalArgumentException for a key that is blank, too long or a context's, and for a time that is not positive
     */
    public final void set(String key, Object value, Duration ttl) {
        values().set(key, value, Optional.empty(), ttl);
    }

    /**
     * The same for a value whose class does not say all of its type: a generic record, or a list of a sealed interface.
     *
     * @param type what it is going to be read as
     */
    public final void set(String key, Object value, Type type, Duration ttl) {
        values().set(key, value, Optional.of(type), ttl);
    }

    /**
     * Removes one value. When Redis cannot be reached, this node removes the key before it reads it again, and the delete is
     * written to the database before this returns: no restart forgets it, and other nodes read the old value until they
     * have polled (0.5 s), for {@code clarify.invalidation.lease} (2 s) at most, unless they cannot reach the database. When
     * the database cannot be reached here, this node alone knows of the delete, in memory, and the log says so. Lasts at
     * most one round trip to Redis, and where Redis cannot be reached one and a half leases (3 s) more.
     *
     * @throws IllegalArgumentException for a key that is blank, too long or a context's
     */
    public final void delete(String key) {
        values().delete(key);
    }

    /** Reads through, for a class that is not generic; see {@link #getOrLoad(String, Type, Duration, Supplier)}. */
    public final <T> Optional<T> getOrLoad(
            String key, Class<T> type, Duration ttl, Supplier<? extends @Nullable T> loader) {
        return values().getOrLoad(key, type, ttl, loader);
    }

    /**
     * Reads through: the cached value, or else the loader's answer, stored unless the key was set or deleted meanwhile on
     * this node, or set on another. A null from the loader is returned as empty and not stored.
     *
     * <p>Callers of one key share a load that has not begun when they come, and wait for it for at most {@code
     * clarify.lookup.timeout} (2 s); then they load themselves. So a call lasts at most a round trip to Redis, that wait,
     * and the caller's own loader, which has no limit here.
     *
     * <p>The loader runs on the thread and in the transaction of one of the callers who share it, and what it throws
     * reaches all of them as it is, also an Error; nothing is stored then. A cached value may be of another transaction,
     * also one that was rolled back: let loaders read what is committed.
     *
     * <p>A value that another version of the bean has stored and that is not of this type is loaded, and left in the cache
     * for the other version, for an hour at most.
     *
     * @param type what is cached, also a generic type: {@code new TypeLiteral<List<X>>() {}.getType()}
     * @throws IllegalArgumentException for a key that is blank, too long or a context's, and for a time that is not positive
     */
    public final <T> Optional<T> getOrLoad(
            String key, Type type, Duration ttl, Supplier<? extends @Nullable T> loader) {
        return values().getOrLoad(key, type, ttl, loader);
    }

    /** Removes all five lists of a person; see {@link #deleteUserContext(UUID, Set)}. */
    public boolean deleteUserContext(UUID userId) {
        return deleteUserContext(userId, Set.of(Kind.values()));
    }

    /**
     * Removes lists of a person and renews the version, in one round trip.
     *
     * @return whether Redis has removed them; otherwise the same follows as for {@link #delete}
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
                redis.history().toString(),
                redis.knowsTheWay(),
                components.pendingDeletes().size(),
                policy.undelivered(),
                policy.freshness(),
                policy.sinceLastPoll(),
                components.values().unreadable());
    }

    /** Closes the circuit at once. */
    public void resetCircuit() {
        redis.resetCircuit();
    }
}
