package clarify.logging;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pairs of one log record, in the order in which they were added. Not thread-safe. */
public final class LogFields {

    private final StringBuilder text = new StringBuilder(300);
    private final Map<String, String> values = new LinkedHashMap<>();

    LogFields() {}

    /**
     * Adds a pair.
     *
     * @param key a word of letters
     * @param value as its {@code toString}; null is {@code key=null} in the text and no field
     */
    public LogFields add(String key, @Nullable Object value) {
        String printed = String.valueOf(value);
        if (value != null) {
            values.put(key, printed);
        }
        if (!text.isEmpty()) {
            text.append(' ');
        }
        text.append(key).append('=');
        if (isPlain(printed)) {
            text.append(printed);
        } else {
            appendQuoted(printed);
        }
        return this;
    }

    /** {@code key=value} for each pair, in one line without braces, which formatters would take for a placeholder. */
    String text() {
        return text.toString();
    }

    /** The values as they are, not escaped. */
    Map<String, String> values() {
        return values;
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isLetterOrDigit(c) && "-_.:/".indexOf(c) < 0) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private void appendQuoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (isUnsafe(c)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static boolean isUnsafe(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == '{';
        };
    }
}
