package clarify.redis;

import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives MicroProfile Fault Tolerance the circuit settings of this application under the names by which it overrides the parameters of
 * {@link CircuitBreakerGuard}.
 */
public final class CircuitConfigSource implements ConfigSource {

    private static final Map<String, Function<Settings, String>> PARAMETERS = parameters("call", "callStoring");

    private static Map<String, Function<Settings, String>> parameters(String... methods) {
        Map<String, Function<Settings, String>> parameters = new HashMap<>();
        for (String method : methods) {
            String breaker = CircuitBreakerGuard.class.getName() + "/" + method + "/CircuitBreaker/";
            parameters.put(
                    breaker + "requestVolumeThreshold",
                    settings -> String.valueOf(settings.get(RedisSettings.CIRCUIT_FAILURES)));
            parameters.put(
                    breaker + "delay",
                    settings -> String.valueOf(
                            settings.get(RedisSettings.CIRCUIT_RECOVERY).toMillis()));
        }
        return Map.copyOf(parameters);
    }

    /** None for a wrong setting: servers ask before the application can tell what is wrong with it. */
    @Override
    public @Nullable String getValue(String name) {
        Function<Settings, String> parameter = PARAMETERS.get(name);
        try {
            return parameter == null ? null : parameter.apply(Settings.ofApplication());
        } catch (WrongSetting e) {
            return null;
        }
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
