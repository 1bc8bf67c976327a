package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** Settings with invalid values, each with a deployment that must fail. */
public enum InvalidSettings {
    /** Those of each package, and one that belongs to the web application alone. */
    OF_EVERY_KIND(
            Map.ofEntries(
                    Map.entry("clarify.redis.uri", "redis://ann:s3cret@[not-a-host"),
                    Map.entry("clarify.redis.read-timeout", "PT-1S"),
                    Map.entry("clarify.redis.connect-timeout", "PT0S"),
                    Map.entry("clarify.redis.mode", "quantum"),
                    Map.entry("clarify.context.budget", "0"),
                    Map.entry("clarify.cache.prefix", "{staging}"),
                    Map.entry("clarify.database.lock-timeout", "soon"),
                    Map.entry("clarify.journal.max-rows", "many"),
                    Map.entry("clarify.metrics.open", "maybe"),
                    Map.entry("clarify.audit.file", "/missing/directory/audit.log"),
                    Map.entry("clarify.http.body-timeout", "0")),
            OfEveryKind.class),

    /** A lease that does not go with the poll: no value is wrong by itself. */
    LEASE(Map.of("clarify.invalidation.lease", "PT1S"), ShortLease.class);

    @SuppressWarnings("ImmutableEnumChecker") // the maps cannot be changed
    private final Map<String, String> settings;

    private final Class<?> deployment;

    InvalidSettings(Map<String, String> settings, Class<?> deployment) {
        this.settings = settings;
        this.deployment = deployment;
    }

    /** The names and the values. */
    public Map<String, String> settings() {
        return settings;
    }

    Class<?> deployment() {
        return deployment;
    }

    Archive<?> shipped() {
        return TestEnvironment.open().shipped(settings);
    }

    static final class OfEveryKind {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return OF_EVERY_KIND.shipped();
        }
    }

    static final class ShortLease {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return LEASE.shipped();
        }
    }
}
