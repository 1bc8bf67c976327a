package clarify.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the class against {@link TwoNodes}, which it shares with every other class that wants the same settings. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TwoNodesExtension.class)
@interface OnTwoNodes {
    Settings value();

    /** Of both nodes; what is not named has its default. */
    enum Settings {
        /** A node waits for Redis and for the database until the test has done what it wants to do meanwhile. */
        PATIENT,

        /** The cache is used as much as it can be between two outages of Redis. */
        QUICK_RECOVERY;

        Map<String, String> ofBothNodes() {
            return switch (this) {
                case PATIENT -> Map.of("clarify.redis.read-timeout", "PT10S", "clarify.lookup.timeout", "PT60S");
                case QUICK_RECOVERY -> Map.of("clarify.cache.circuit.recovery", "PT1S");
            };
        }
    }
}
