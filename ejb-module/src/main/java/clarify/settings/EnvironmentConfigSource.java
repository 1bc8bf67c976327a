package clarify.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables by the rules of MicroProfile Config, whatever the locale of the JVM: Payara's own source looks for
 * {@code CLARİFY_REDİS_URİ} under a Turkish one. Only the names of this application and of MicroProfile JWT.
 */
public final class EnvironmentConfigSource implements ConfigSource {

    /** That of the environment in MicroProfile Config. */
    private static final int ORDINAL = 300;

    private final Map<String, String> environment;

    /** For MicroProfile Config. */
    public EnvironmentConfigSource() {
        this(System.getenv());
    }

    EnvironmentConfigSource(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String getValue(String name) {
        return name.startsWith("clarify.") || name.startsWith("mp.jwt.") ? environment.get(variable(name)) : null;
    }

    /** The name of the environment variable for a setting, by the rules of MicroProfile Config, in every locale. */
    static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** None: the names cannot be told from those of the variables. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getName() {
        return "clarify environment";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
