package clarify.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads settings with their defaults and refuses wrong values with a {@link WrongSetting}. An empty value counts as
 * absent, as in MicroProfile Config.
 */
public final class Settings {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Function<String, Optional<String>> source;

    public Settings(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /** The settings of the calling application: system properties, environment, configuration files. */
    public static Settings ofApplication() {
        Config config = ConfigProvider.getConfig();
        return new Settings(name -> config.getOptionalValue(name, String.class));
    }

    public Optional<String> text(String name) {
        return source.apply(name).filter(value -> !value.isEmpty());
    }

    /** @return a duration between one millisecond and a year, written like {@code PT0.25S} */
    public Duration duration(String name, Duration fallback) {
        Duration duration =
                parsed(name, Duration::parse, "a duration such as PT0.25S").orElse(fallback);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new WrongSetting(name, "must be between PT0.001S and P365D, but is " + duration);
        }
        return duration;
    }

    /** @return a whole number between {@code min} and {@code max}, both included */
    public int integer(String name, int fallback, int min, int max) {
        int number = parsed(name, Integer::valueOf, "a whole number").orElse(fallback);
        if (number < min || number > max) {
            throw new WrongSetting(name, "must be between " + min + " and " + max + ", but is " + number);
        }
        return number;
    }

    /** @return a number between {@code min} and {@code max}, both included */
    public double decimal(String name, double fallback, double min, double max) {
        double number = parsed(name, Double::valueOf, "a number").orElse(fallback);
        if (!(number >= min && number <= max)) {
            throw new WrongSetting(name, "must be between " + min + " and " + max + ", but is " + number);
        }
        return number;
    }

    /** @return what {@code true} or {@code false} says */
    public boolean flag(String name, boolean fallback) {
        return switch (text(name).map(String::strip).orElse(String.valueOf(fallback))) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new WrongSetting(
                        name, "must be true or false, but is '" + text(name).orElse("") + "'");
        };
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser, String expected) {
        Optional<String> text = text(name);
        try {
            return text.map(String::strip).map(parser);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new WrongSetting(name, "must be " + expected + ", but is '" + text.orElse("") + "'");
        }
    }
}
