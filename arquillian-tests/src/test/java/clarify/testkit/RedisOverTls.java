package clarify.testkit;

import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact with {@link TlsRedis}, a secret and a short circuit recovery. */
public final class RedisOverTls {
    /** How long the circuit stays open. */
    public static final Duration RECOVERY = Duration.ofSeconds(2);

    private RedisOverTls() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment environment = TestEnvironment.open();
        Map<String, String> settings = new HashMap<>(environment.tlsRedis().settings());
        settings.put("clarify.cache.circuit.recovery", RECOVERY.toString());
        settings.put("clarify.cache.secret", Base64.getEncoder().encodeToString(new byte[32]));
        return environment.shipped(settings);
    }
}
