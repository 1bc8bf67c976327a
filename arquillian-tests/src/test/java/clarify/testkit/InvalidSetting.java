package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** Settings with an invalid value, each with a deployment that must fail. */
public enum InvalidSetting {
    REDIS_URI("clarify.redis.uri", "redis://[not-a-host", UnparsableUri.class),
    READ_TIMEOUT("clarify.redis.read-timeout", "PT-1S", NegativeDuration.class),
    CONNECT_TIMEOUT("clarify.redis.connect-timeout", "PT0S", ZeroDuration.class),
    MODE("clarify.redis.mode", "quantum", UnknownMode.class),
    BUDGET("clarify.context.budget", "0", NoBudget.class),
    PREFIX("clarify.cache.prefix", "{staging}", BraceInPrefix.class),
    LOCK_TIMEOUT("clarify.database.lock-timeout", "soon", NoDuration.class),
    BODY_TIMEOUT("clarify.http.body-timeout", "0", NoTime.class);

    private final String setting;
    private final String value;
    private final Class<?> deployment;

    InvalidSetting(String setting, String value, Class<?> deployment) {
        this.setting = setting;
        this.value = value;
        this.deployment = deployment;
    }

    public String setting() {
        return setting;
    }

    Class<?> deployment() {
        return deployment;
    }

    Archive<?> shipped() {
        return TestEnvironment.open().shipped(Map.of(setting, value));
    }

    static final class UnparsableUri {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return REDIS_URI.shipped();
        }
    }

    static final class NegativeDuration {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return READ_TIMEOUT.shipped();
        }
    }

    static final class ZeroDuration {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return CONNECT_TIMEOUT.shipped();
        }
    }

    static final class UnknownMode {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return MODE.shipped();
        }
    }

    static final class NoBudget {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return BUDGET.shipped();
        }
    }

    static final class BraceInPrefix {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return PREFIX.shipped();
        }
    }

    static final class NoDuration {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return LOCK_TIMEOUT.shipped();
        }
    }

    static final class NoTime {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return BODY_TIMEOUT.shipped();
        }
    }
}
