package clarify.cache;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the value of one component of a record is read: exactly as it was written, or not at all. */
@FunctionalInterface
interface ColumnType {

    /**
     * Reads the next value.
     *
     * @throws IOException or an unchecked exception, for one of another type
     */
    @Nullable
    Object read(JsonParser parser) throws IOException;

    /** @throws IllegalArgumentException for a type that is not known here */
    static ColumnType of(Class<?> type) {
        if (type == String.class) {
            return ColumnType::text;
        }
        if (type == int.class) {
            return ColumnType::number;
        }
        if (type == UUID.class) {
            return parser -> uuid(text(parser));
        }
        if (type == Instant.class) {
            return parser -> instant(text(parser));
        }
        if (type.isEnum()) {
            return constant(type);
        }
        throw new IllegalArgumentException("no column is a " + type.getName());
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("not a string");
        }
        return parser.getText();
    }

    private static Object number(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new IllegalArgumentException("not a whole number");
        }
        return parser.getIntValue();
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!isUuid(text)) { // the JDK takes 1-1-1-1-1, signs and the digits of other scripts, too
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(text);
    }

    private static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char each = text.charAt(i);
            boolean good = (i == 8 || i == 13 || i == 18 || i == 23) ? each == '-' : HexFormat.isHexDigit(each);
            if (!good) {
                return false;
            }
        }
        return true;
    }

    private static ColumnType constant(Class<?> type) {
        Map<String, Object> byText = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            byText.put(constant.toString(), constant);
        }
        return parser -> {
            String text = text(parser);
            Object constant = byText.get(text);
            if (text != null && constant == null) {
                throw new IllegalArgumentException("not a " + type.getSimpleName());
            }
            return constant;
        };
    }

    /** What {@link Instant#toString} has written, for the usual years without the machinery of formatters. */
    static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int end = text.length() - 1;
        if (end < 19 || end > 29 || end == 20 || text.charAt(end) != 'Z' || !hasSeparators(text)) {
            return Instant.parse(text);
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    digits(text, 0, 4),
                    digits(text, 5, 7),
                    digits(text, 8, 10),
                    digits(text, 11, 13),
                    digits(text, 14, 16),
                    digits(text, 17, 19));
            return Instant.ofEpochSecond(time.toEpochSecond(ZoneOffset.UTC), nanos(text, end));
        } catch (DateTimeException | NumberFormatException e) {
            return Instant.parse(text); // which knows the end of a day at 24:00, and says what is wrong
        }
    }

    private static boolean hasSeparators(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (text.length() == 20 || text.charAt(19) == '.');
    }

    private static int nanos(String text, int end) {
        if (end == 19) {
            return 0;
        }
        int nanos = digits(text, 20, end);
        for (int i = end - 20; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException();
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
