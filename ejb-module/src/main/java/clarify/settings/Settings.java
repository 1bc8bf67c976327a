package clarify.settings;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where the values of settings come from. An empty value counts as absent, as in MicroProfile Config. */
public final class Settings {

    private final Function<String, Optional<String>> source;
    private final Iterable<String> names;
    private final Consumer<WrongSetting> refusal;

    /** Nobody knows which names are set. */
    public Settings(Function<String, Optional<String>> source) {
        this(source, List.of());
    }

    /** @param names all that are set, also those of others */
    public Settings(Function<String, Optional<String>> source, Iterable<String> names) {
        this(source, names, wrong -> {
            throw wrong;
        });
    }

    private Settings(
            Function<String, Optional<String>> source, Iterable<String> names, Consumer<WrongSetting> refusal) {
        this.source = source;
        this.names = names;
        this.refusal = refusal;
    }

    /** The settings of the calling application: system properties, environment, configuration files. */
    public static Settings ofApplication() {
        return of(ConfigProvider.getConfig());
    }

    static Settings of(Config config) {
        return new Settings(name -> config.getOptionalValue(name, String.class), () -> names(config));
    }

    /** Asked of each source: SmallRye has one set for all callers of {@link Config#getPropertyNames}, and fills it for each. */
    private static Iterator<String> names(Config config) {
        Set<String> names = new HashSet<>();
        config.getConfigSources().forEach(source -> names.addAll(source.getPropertyNames()));
        return names.iterator();
    }

    /**
     * Reads a setting.
     *
     * @return its value, or its default when nobody has set it
     * @throws WrongSetting if the setting must not have this value
     */
    public <T> T get(Setting<T> setting) {
        Optional<String> text = source.apply(setting.name()).filter(value -> !value.isEmpty());
        if (text.isPresent()) {
            try {
                return setting.parse(text.get());
            } catch (WrongSetting e) {
                refusal.accept(e);
            }
        }
        return setting.fallback();
    }

    /** The names that are set. */
    Iterable<String> names() {
        return names;
    }

    /**
     * The same settings, which go on with the default in place of a wrong value.
     *
     * @param asked gets each name that is read
     * @param refusal gets what is wrong
     */
    Settings reviewed(Consumer<String> asked, Consumer<WrongSetting> refusal) {
        return new Settings(
                name -> {
                    asked.accept(name);
                    return source.apply(name);
                },
                names,
                refusal);
    }
}
