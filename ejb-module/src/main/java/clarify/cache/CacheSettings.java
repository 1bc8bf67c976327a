package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.kind.Kind;
import clarify.settings.Setting;
import clarify.settings.Settings;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of the cache, checked.
 *
 * @param server where Redis is; empty: no cache
 * @param connectTimeout limit for one connection
 * @param readTimeout limit for one answer
 * @param poolWait limit for a pooled connection to come free
 * @param prefix stands in front of every key
 * @param ttls how long a list of a context stays, before jitter
 * @param jitter the largest part of a time to live that chance takes off, 0..0.5
 * @param sharedLoad how long a caller waits for a load that another one makes
 * @param circuitFailures consecutive failures that open the circuit
 * @param circuitRecovery how long the circuit stays open before the next try
 */
record CacheSettings(
        Optional<RedisAddress> server,
        Duration connectTimeout,
        Duration readTimeout,
        Duration poolWait,
        int poolSize,
        String prefix,
        Map<Kind, Duration> ttls,
        double jitter,
        Duration sharedLoad,
        int circuitFailures,
        Duration circuitRecovery) {

    static final int DEFAULT_FAILURES = 3;
    static final long DEFAULT_RECOVERY_MILLIS = 15_000;

    static final Setting<Optional<RedisAddress>> URI =
            Setting.optional(RedisAddress.SETTING, "redis://user:password@host:6379/0", RedisAddress::parse);
    static final Setting<String> MODE =
            Setting.text("clarify.redis.mode", "standalone", "standalone", CacheSettings::wrongMode);
    static final Setting<Duration> CONNECT_TIMEOUT =
            Setting.duration("clarify.redis.connect-timeout", Duration.ofMillis(250));
    static final Setting<Duration> READ_TIMEOUT =
            Setting.duration("clarify.redis.read-timeout", Duration.ofMillis(250));
    static final Setting<Duration> POOL_WAIT = Setting.duration("clarify.redis.pool-wait", Duration.ofMillis(100));
    static final Setting<Integer> POOL_SIZE = Setting.integer("clarify.redis.pool-size", 16, 1, 10_000);
    static final Setting<String> PREFIX =
            Setting.text("clarify.cache.prefix", "", "text without {", CacheSettings::wrongPrefix);
    static final Map<Kind, Setting<Duration>> TTLS = ofEachKind(kind ->
            Setting.duration("clarify.cache.ttl." + kind.label(), requireNonNull(CacheBean.CACHE_TTL.get(kind))));
    static final Setting<Double> TTL_JITTER = Setting.decimal("clarify.cache.ttl-jitter", 0.1, 0, 0.5);
    static final Setting<Integer> CIRCUIT_FAILURES =
            Setting.integer("clarify.cache.circuit.failures", DEFAULT_FAILURES, 1, 1_000);
    static final Setting<Duration> CIRCUIT_RECOVERY =
            Setting.duration("clarify.cache.circuit.recovery", Duration.ofMillis(DEFAULT_RECOVERY_MILLIS));

    static CacheSettings read(Settings settings) {
        settings.get(MODE);
        return new CacheSettings(
                settings.get(URI),
                settings.get(CONNECT_TIMEOUT),
                settings.get(READ_TIMEOUT),
                settings.get(POOL_WAIT),
                settings.get(POOL_SIZE),
                settings.get(PREFIX),
                ofEachKind(kind -> settings.get(requireNonNull(TTLS.get(kind)))),
                settings.get(TTL_JITTER),
                settings.get(CacheBean.LOOKUP_TIMEOUT),
                settings.get(CIRCUIT_FAILURES),
                settings.get(CIRCUIT_RECOVERY));
    }

    Duration ttl(Kind kind) {
        return requireNonNull(ttls.get(kind));
    }

    /** What all Redis calls that one caller waits for may take together. */
    Duration deadline() {
        return connectTimeout.plus(readTimeout);
    }

    private static Optional<String> wrongMode(String mode) {
        return switch (mode) {
            case "standalone" -> Optional.empty();
            case "sentinel", "cluster" -> Optional.of("is not supported by this version");
            default -> Optional.of("must be standalone, sentinel or cluster");
        };
    }

    private static Optional<String> wrongPrefix(String prefix) {
        return prefix.contains("{")
                ? Optional.of("must not contain '{', which would gather all keys in one slot of a cluster")
                : Optional.empty();
    }

    private static <T> Map<Kind, T> ofEachKind(Function<Kind, T> value) {
        Map<Kind, T> values = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            values.put(kind, value.apply(kind));
        }
        return Collections.unmodifiableMap(values);
    }
}
