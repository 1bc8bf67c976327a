package clarify.settings;

import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where the values of settings come from. An empty value counts as absent, as in MicroProfile Config. */
public final class Settings {

    private final Function<String, Optional<String>> source;

    public Settings(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /** The settings of the calling application: system properties, environment, configuration files. */
    public static Settings ofApplication() {
        Config config = ConfigProvider.getConfig();
        return new Settings(name -> config.getOptionalValue(name, String.class));
    }

    /**
     * Reads a setting.
     *
     * @return its value, or its default when nobody has set it
     * @throws WrongSetting if the setting must not have this value
     */
    public <T> T get(Setting<T> setting) {
        Optional<String> text = source.apply(setting.name()).filter(value -> !value.isEmpty());
        return text.isPresent() ? setting.parse(text.get()) : setting.fallback();
    }
}
