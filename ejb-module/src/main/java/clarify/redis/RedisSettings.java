package clarify.redis;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the transport, checked.
 *
 * @param address where Redis is; empty: no cache
 * @param tls how connections are protected; empty: not at all
 * @param connectTimeout limit for one connection
 * @param readTimeout limit for one answer
 * @param poolWait limit for a pooled connection to come free; never beyond the deadline
 * @param poolSize connections
 * @param maxConnectionAge after which a connection is replaced
 * @param history whether a list counts only on the history that it was stored on
 * @param confirmReplicas how many replicas must have an invalidation before it counts as delivered
 * @param circuitFailures consecutive failures that open the circuit
 * @param circuitRecovery how long the circuit stays open before the next try
 */
public record RedisSettings(
        Optional<RedisAddress> address,
        Optional<TlsFiles> tls,
        Duration connectTimeout,
        Duration readTimeout,
        Duration poolWait,
        int poolSize,
        Duration maxConnectionAge,
        HistoryCheck history,
        int confirmReplicas,
        int circuitFailures,
        Duration circuitRecovery) {

    static final int DEFAULT_FAILURES = 3;
    static final long DEFAULT_RECOVERY_MILLIS = 15_000;

    static final Setting<Optional<RedisAddress>> URI =
            Setting.optional(RedisAddress.SETTING, "redis://user:password@host:6379/0", RedisAddress::parse);
    static final Setting<Optional<String>> USER = Setting.optional("clarify.redis.user", "text", user -> user);
    static final Setting<Optional<String>> PASSWORD =
            Setting.optional("clarify.redis.password", "text", password -> password);
    static final Setting<String> MODE =
            Setting.text("clarify.redis.mode", "standalone", "standalone", RedisSettings::wrongMode);
    static final Setting<Duration> CONNECT_TIMEOUT =
            Setting.duration("clarify.redis.connect-timeout", Duration.ofMillis(250));
    static final Setting<Duration> READ_TIMEOUT =
            Setting.duration("clarify.redis.read-timeout", Duration.ofMillis(250));
    static final Setting<Duration> POOL_WAIT = Setting.duration("clarify.redis.pool-wait", Duration.ofMillis(100));
    static final Setting<Integer> POOL_SIZE = Setting.integer("clarify.redis.pool-size", 16, 1, 10_000);
    static final Setting<Duration> MAX_CONNECTION_AGE =
            Setting.duration("clarify.redis.max-connection-age", Duration.ofMinutes(10));
    static final Setting<HistoryCheck> HISTORY = Setting.choice("clarify.redis.history", HistoryCheck.CHECK);
    static final Setting<Integer> CONFIRM_REPLICAS = Setting.integer("clarify.redis.confirm-replicas", 0, 0, 100);
    static final Setting<Integer> CIRCUIT_FAILURES =
            Setting.integer("clarify.cache.circuit.failures", DEFAULT_FAILURES, 1, 1_000);
    static final Setting<Duration> CIRCUIT_RECOVERY =
            Setting.duration("clarify.cache.circuit.recovery", Duration.ofMillis(DEFAULT_RECOVERY_MILLIS));

    /** @throws WrongSetting for the first setting that cannot be used */
    public static RedisSettings read(Settings settings) {
        settings.get(MODE);
        Optional<RedisAddress> address = address(settings);
        return new RedisSettings(
                address,
                TlsFiles.read(settings, address),
                settings.get(CONNECT_TIMEOUT),
                settings.get(READ_TIMEOUT),
                settings.get(POOL_WAIT),
                settings.get(POOL_SIZE),
                settings.get(MAX_CONNECTION_AGE),
                settings.get(HISTORY),
                settings.get(CONFIRM_REPLICAS),
                settings.get(CIRCUIT_FAILURES),
                settings.get(CIRCUIT_RECOVERY));
    }

    private static Optional<RedisAddress> address(Settings settings) {
        Optional<String> user = settings.get(USER);
        Optional<String> password = settings.get(PASSWORD);
        Optional<RedisAddress> address = settings.get(URI).map(uri -> uri.as(user, password));
        if (address.isPresent() && address.get().user() != null && address.get().password() == null) {
            throw new WrongSetting(
                    user.isPresent() ? USER.name() : RedisAddress.SETTING,
                    "names a user without a password; set " + PASSWORD.name()
                            + (user.isPresent() ? "" : ", or write user:password@ or :password@"));
        }
        return address;
    }

    /** The limit for everything that one call does. */
    public Duration deadline() {
        return connectTimeout.plus(readTimeout);
    }

    private static Optional<String> wrongMode(String mode) {
        return switch (mode) {
            case "standalone" -> Optional.empty();
            case "sentinel", "cluster" -> Optional.of("must be standalone: this version does not support " + mode);
            default -> Optional.of("must be standalone, but is '" + mode + "'");
        };
    }
}
