package clarify.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A setting: its name, its default and the values that it may have, declared once as a constant and read with
 * {@link Settings#get}. {@code docs/settings.md} has the same names, defaults and values; a test compares them. Immutable.
 *
 * @param <T> what it is read as
 */
public final class Setting<T> {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final String name;
    private final T fallback;
    private final String values;
    private final Function<String, T> parser;

    private Setting(String name, T fallback, String values, Function<String, T> parser) {
        this.name = name;
        this.fallback = fallback;
        this.values = values;
        this.parser = parser;
    }

    /** A duration between one millisecond and 365 days, written in ISO 8601. */
    public static Setting<Duration> duration(String name, Duration fallback) {
        return new Setting<>(name, fallback, "duration", text -> {
            String expected = "a duration between PT0.001S and P365D, such as PT0.25S";
            Duration duration = parsed(name, text, Duration::parse, expected);
            if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
                throw new WrongSetting(name, "must be " + expected + ", but is " + duration);
            }
            return duration;
        });
    }

    /** A whole number between {@code min} and {@code max}, both included. */
    public static Setting<Integer> integer(String name, int fallback, int min, int max) {
        return new Setting<>(name, fallback, min + ".." + max, text -> {
            String expected = "a whole number between " + min + " and " + max;
            int number = parsed(name, text, Integer::valueOf, expected);
            if (number < min || number > max) {
                throw new WrongSetting(name, "must be " + expected + ", but is " + number);
            }
            return number;
        });
    }

    /** A number between {@code min} and {@code max}, both included. */
    public static Setting<Double> decimal(String name, double fallback, double min, double max) {
        return new Setting<>(name, fallback, plain(min) + ".." + plain(max), text -> {
            String expected = "a number between " + plain(min) + " and " + plain(max);
            double number = parsed(name, text, Double::valueOf, expected);
            if (!(number >= min && number <= max)) {
                throw new WrongSetting(name, "must be " + expected + ", but is " + number);
            }
            return number;
        });
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name, boolean fallback) {
        return new Setting<>(name, fallback, "true, false", text -> switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new WrongSetting(name, "must be true or false, but is '" + text + "'");
        });
    }

    /**
     * A text.
     *
     * @param values which texts it may be, for people
     * @param complaint what is wrong with a text, as the end of a sentence that begins with the name; empty: nothing
     */
    public static Setting<String> text(
            String name, String fallback, String values, Function<String, Optional<String>> complaint) {
        return new Setting<>(name, fallback, values, text -> {
            complaint.apply(text).ifPresent(wrong -> {
                throw new WrongSetting(name, wrong);
            });
            return text;
        });
    }

    /** One of the constants of an enum, written as their {@code toString} says. */
    public static <E extends Enum<E>> Setting<E> choice(String name, E fallback) {
        List<E> all = List.of(fallback.getDeclaringClass().getEnumConstants());
        String values = all.stream().map(E::toString).collect(Collectors.joining(", "));
        return new Setting<>(
                name,
                fallback,
                values,
                text -> all.stream()
                        .filter(each -> each.toString().equals(text.strip()))
                        .findFirst()
                        .orElseThrow(
                                () -> new WrongSetting(name, "must be one of " + values + ", but is '" + text + "'")));
    }

    /**
     * A setting without a default.
     *
     * @param values which texts it may be, for people
     * @param parser throws a {@link WrongSetting} for any other text
     */
    public static <T> Setting<Optional<T>> optional(String name, String values, Function<String, T> parser) {
        return new Setting<>(name, Optional.empty(), values, text -> Optional.of(parser.apply(text)));
    }

    /** A whole number between {@code min} and {@code max}, both included, without a default. */
    public static Setting<Optional<Integer>> optionalInteger(String name, int min, int max) {
        Setting<Integer> number = integer(name, min, min, max);
        return optional(name, number.values(), number::parse);
    }

    public String name() {
        return name;
    }

    /** What it is when nobody sets it. */
    public T fallback() {
        return fallback;
    }

    /** Which values it may have, as the documentation says it: {@code duration}, {@code 1..10}. */
    public String values() {
        return values;
    }

    T parse(String text) {
        return parser.apply(text);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static <V> V parsed(String name, String text, Function<String, V> parser, String expected) {
        try {
            return parser.apply(text.strip());
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new WrongSetting(name, "must be " + expected + ", but is '" + text + "'");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
