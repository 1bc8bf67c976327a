package clarify.redis;

import clarify.settings.Settings;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives MicroProfile Fault Tolerance the circuit settings of this application under the names by which it overrides the parameters of
 * {@link CircuitBreakerGuard#call}.
 */
public final class CircuitConfigSource implements ConfigSource {

    private static final String BREAKER = CircuitBreakerGuard.class.getName() + "/call/CircuitBreaker/";

    private static final Map<String, Function<Settings, String>> PARAMETERS = Map.of(
            BREAKER + "requestVolumeThreshold",
            settings -> String.valueOf(settings.get(RedisSettings.CIRCUIT_FAILURES)),
            BREAKER + "delay",
            settings ->
                    String.valueOf(settings.get(RedisSettings.CIRCUIT_RECOVERY).toMillis()));

    @Override
    public @Nullable String getValue(String name) {
        Function<Settings, String> parameter = PARAMETERS.get(name);
        return parameter == null ? null : parameter.apply(Settings.ofApplication());
    }

    @Override
    public Set<String> getPropertyNames() {
        return PARAMETERS.keySet();
    }

    @Override
    public String getName() {
        return "clarify circuit";
    }

    /** Below configuration files, so that the standard names still win when somebody sets them. */
    @Override
    public int getOrdinal() {
        return 50;
    }
}
