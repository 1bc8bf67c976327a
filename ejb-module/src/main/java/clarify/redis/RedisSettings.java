package clarify.redis;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the transport, checked.
 *
 * @param place where Redis is; empty: no cache
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
        Optional<RedisPlace> place,
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

    private static final String SENTINEL = "sentinel";
    private static final String CLUSTER = "cluster";
    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;

    static final Setting<Optional<RedisUri>> URI =
            Setting.optional(RedisUri.SETTING, "redis://user:password@host:6379/0", RedisUri::parse);
    static final Setting<Optional<String>> USER = Setting.optional("clarify.redis.user", "text", user -> user);
    static final Setting<Optional<String>> PASSWORD =
            Setting.optional("clarify.redis.password", "text", password -> password);
    static final Setting<String> MODE =
            Setting.text("clarify.redis.mode", "standalone", "standalone, sentinel, cluster", RedisSettings::wrongMode);
    static final Setting<Optional<String>> SENTINEL_MASTER =
            Setting.optional("clarify.redis.sentinel-master", "text", name -> name);
    static final Setting<Optional<String>> SENTINEL_USER =
            Setting.optional("clarify.redis.sentinel-user", "text", user -> user);
    static final Setting<Optional<String>> SENTINEL_PASSWORD =
            Setting.optional("clarify.redis.sentinel-password", "text", password -> password);
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
        String mode = settings.get(MODE);
        Watching watching = Watching.read(settings);
        Optional<RedisUri> uri = uri(settings);
        Optional<RedisPlace> place = uri.map(known -> switch (mode) {
            case SENTINEL -> watching.of(known);
            case CLUSTER -> cluster(known);
            default -> standalone(known);
        });
        return new RedisSettings(
                place,
                TlsFiles.read(settings, uri),
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

    private static Optional<RedisUri> uri(Settings settings) {
        Optional<String> user = settings.get(USER);
        Optional<String> password = settings.get(PASSWORD);
        Optional<RedisUri> uri = settings.get(URI).map(written -> written.as(user, password));
        if (uri.isPresent() && uri.get().user() != null && uri.get().password() == null) {
            throw new WrongSetting(
                    user.isPresent() ? USER.name() : RedisUri.SETTING,
                    "names a user without a password; set " + PASSWORD.name()
                            + (user.isPresent() ? "" : ", or write user:password@ or :password@"));
        }
        return uri;
    }

    private static RedisPlace standalone(RedisUri uri) {
        if (uri.hosts().size() > 1) {
            throw new WrongSetting(
                    RedisUri.SETTING,
                    "names " + uri.hosts().size() + " hosts; with " + MODE.name() + "=standalone it is one");
        }
        return new RedisPlace.Standalone(uri.addresses(PORT).get(0));
    }

    private static RedisPlace cluster(RedisUri uri) {
        if (uri.database() != 0) {
            throw new WrongSetting(
                    RedisUri.SETTING,
                    "names the database " + uri.database() + "; with " + MODE.name() + "=cluster there is 0 alone");
        }
        return new RedisPlace.Clustered(uri.addresses(PORT));
    }

    /** What is said of Sentinels. */
    private record Watching(Optional<String> master, Optional<String> user, Optional<String> password) {

        static Watching read(Settings settings) {
            return new Watching(
                    settings.get(SENTINEL_MASTER), settings.get(SENTINEL_USER), settings.get(SENTINEL_PASSWORD));
        }

        RedisPlace of(RedisUri uri) {
            if (master.isEmpty()) {
                throw new WrongSetting(
                        SENTINEL_MASTER.name(), "has no value; it is the name of the master that the Sentinels watch");
            }
            if (user.isPresent() && password.isEmpty()) {
                throw new WrongSetting(
                        SENTINEL_USER.name(), "names a user without a password; set " + SENTINEL_PASSWORD.name());
            }
            List<RedisAddress> addresses = uri.addresses(SENTINEL_PORT);
            List<RedisAddress> sentinels = addresses.stream()
                    .map(at -> new RedisAddress(
                            at.host(), at.port(), user.orElse(null), password.orElse(null), 0, at.tls()))
                    .toList();
            return new RedisPlace.Watched(master.get(), sentinels, addresses.get(0));
        }
    }

    /** Whether keys are spread over several masters by their slots. */
    boolean isCluster() {
        return place.filter(RedisPlace.Clustered.class::isInstance).isPresent();
    }

    /** The limit for everything that one call does. */
    public Duration deadline() {
        return connectTimeout.plus(readTimeout);
    }

    private static Optional<String> wrongMode(String mode) {
        return switch (mode) {
            case "standalone", SENTINEL, CLUSTER -> Optional.empty();
            default -> Optional.of("must be standalone, sentinel or cluster, but is '" + mode + "'");
        };
    }
}
