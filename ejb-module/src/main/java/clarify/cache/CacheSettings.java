package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.kind.Kind;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

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

    static final String FAILURES = "clarify.cache.circuit.failures";
    static final String RECOVERY = "clarify.cache.circuit.recovery";
    static final int DEFAULT_FAILURES = 3;
    static final Duration DEFAULT_RECOVERY = Duration.ofSeconds(15);

    static CacheSettings read(Settings settings) {
        requireStandalone(settings);
        return new CacheSettings(
                settings.text(RedisAddress.SETTING).map(RedisAddress::parse),
                settings.duration("clarify.redis.connect-timeout", Duration.ofMillis(250)),
                settings.duration("clarify.redis.read-timeout", Duration.ofMillis(250)),
                settings.duration("clarify.redis.pool-wait", Duration.ofMillis(100)),
                settings.integer("clarify.redis.pool-size", 16, 1, 10_000),
                prefix(settings),
                ttls(settings),
                settings.decimal("clarify.cache.ttl-jitter", 0.1, 0, 0.5),
                settings.duration("clarify.lookup.timeout", Duration.ofSeconds(2)),
                failures(settings),
                recovery(settings));
    }

    static int failures(Settings settings) {
        return settings.integer(FAILURES, DEFAULT_FAILURES, 1, 1_000);
    }

    static Duration recovery(Settings settings) {
        return settings.duration(RECOVERY, DEFAULT_RECOVERY);
    }

    Duration ttl(Kind kind) {
        return requireNonNull(ttls.get(kind));
    }

    /** What all Redis calls that one caller waits for may take together. */
    Duration deadline() {
        return connectTimeout.plus(readTimeout);
    }

    private static void requireStandalone(Settings settings) {
        String name = "clarify.redis.mode";
        switch (settings.text(name).orElse("standalone")) {
            case "standalone" -> {}
            case "sentinel", "cluster" -> throw new WrongSetting(name, "is not supported by this version");
            default -> throw new WrongSetting(name, "must be standalone, sentinel or cluster");
        }
    }

    private static String prefix(Settings settings) {
        String name = "clarify.cache.prefix";
        String prefix = settings.text(name).orElse("");
        if (prefix.contains("{")) {
            throw new WrongSetting(name, "must not contain '{', which would gather all keys in one slot of a cluster");
        }
        return prefix;
    }

    private static Map<Kind, Duration> ttls(Settings settings) {
        Map<Kind, Duration> ttls = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            ttls.put(
                    kind,
                    settings.duration(
                            "clarify.cache.ttl." + kind.label(), requireNonNull(CacheBean.CACHE_TTL.get(kind))));
        }
        return Collections.unmodifiableMap(ttls);
    }
}
