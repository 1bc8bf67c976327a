package clarify.cluster;

import clarify.testkit.ReplicatedRedis;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the test class against {@link TwoNodes}, shared with all classes that name the same settings. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TwoNodesExtension.class)
@interface OnTwoNodes {
    Settings value();

    /** The settings of both nodes that differ from the defaults. */
    enum Settings {
        /** Long time-outs, room for many who wait: a node waits for Redis and the database while the test acts. */
        PATIENT,

        /** A short circuit recovery: the cache is used again soon after a fault. */
        QUICK_RECOVERY,

        /**
         * The same, with a master and replicas that Sentinels watch. All replicas confirm an invalidation, and a lookup can
         * last longer than a failover.
         */
        SENTINELS,

        /** A short circuit recovery, with a Redis Cluster over TLS, a user with the least rights, and lists that are encrypted. */
        CLUSTER;

        /** For tests alone. */
        private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

        /** In seconds; longer than a test holds a lock. */
        int socketTimeout() {
            return this == PATIENT ? 600 : 10;
        }

        boolean withSentinels() {
            return this == SENTINELS;
        }

        boolean withCluster() {
            return this == CLUSTER;
        }

        Map<String, String> ofBothNodes() {
            return switch (this) {
                case PATIENT ->
                    Map.of(
                            "clarify.redis.read-timeout", "PT10S",
                            "clarify.redis.pool-wait", "PT10S",
                            "clarify.invalidation.lease", "PT60S",
                            "clarify.lookup.timeout", "PT60S",
                            "clarify.database.lock-timeout", "PT60S",
                            "clarify.database.statement-timeout", "PT60S",
                            "clarify.database.requests", "1000");
                case QUICK_RECOVERY -> Map.of("clarify.cache.circuit.recovery", "PT1S");
                case CLUSTER -> {
                    Map<String, String> settings = new HashMap<>(QUICK_RECOVERY.ofBothNodes());
                    settings.put("clarify.cache.secret", SECRET);
                    yield settings;
                }
                case SENTINELS -> {
                    Map<String, String> settings = new HashMap<>(QUICK_RECOVERY.ofBothNodes());
                    settings.putAll(ReplicatedRedis.settings());
                    settings.put("clarify.lookup.timeout", "PT9S");
                    yield settings;
                }
            };
        }
    }
}
