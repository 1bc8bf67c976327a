package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Reads JSON in the form in which {@link Envelope} writes it: no white space, names in their order. What is there is read as
 * Jackson reads it, or not at all: any other form, good JSON or not, is left to Jackson. For one thread at a time.
 */
final class CompactJson {

    /** Longer ones may be no {@code long}. */
    private static final int MOST_DIGITS = 18;

    private static final int NANO_DIGITS = 9;

    private final byte[] json;
    private int at;

    CompactJson(byte[] json) {
        this.json = json;
    }

    /** What came was not in this form. */
    static final class OtherForm extends RuntimeException {

        private static final long serialVersionUID = 1;

        OtherForm() {
            super("another form", null, false, false);
        }
    }

    /** @throws OtherForm when something else comes next */
    void expect(byte[] literal) {
        if (!skips(literal)) {
            throw new OtherForm();
        }
    }

    /** @throws OtherForm when something else comes next */
    void expect(char character) {
        if (!skips(character)) {
            throw new OtherForm();
        }
    }

    /** @return whether the string comes next, in plain ASCII, and has been read */
    private boolean skipsText(String text) {
        int start = at;
        boolean same = skips('"');
        for (int i = 0; same && i < text.length(); i++) {
            char wanted = text.charAt(i);
            same = wanted >= ' ' && wanted <= '~' && wanted != '"' && wanted != '\\' && skips(wanted);
        }
        if (same && skips('"')) {
            return true;
        }
        at = start;
        return false;
    }

    /** @return whether the bytes come next, and have been read */
    boolean skips(byte[] literal) {
        if (literal.length > json.length - at) {
            return false;
        }
        for (int i = 0; i < literal.length; i++) {
            if (json[at + i] != literal[i]) {
                return false;
            }
        }
        at += literal.length;
        return true;
    }

    /** @return whether the ASCII character comes next, and has been read */
    boolean skips(char character) {
        if (at < json.length && json[at] == character) {
            at++;
            return true;
        }
        return false;
    }

    /** @throws OtherForm when anything comes */
    void expectEnd() {
        if (at < json.length) {
            throw new OtherForm();
        }
    }

    private byte next() {
        if (at == json.length) {
            throw new OtherForm();
        }
        return json[at++];
    }

    /** @throws OtherForm for no whole number, and for one of more than 18 digits */
    long number() {
        boolean negative = skips('-');
        int from = at;
        long number = 0;
        while (at < json.length && isDigit(json[at])) {
            number = 10 * number + json[at++] - '0';
        }
        int digits = at - from;
        if (digits == 0 || digits > MOST_DIGITS || (digits > 1 && json[from] == '0')) {
            throw new OtherForm();
        }
        return negative ? -number : number;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** As {@link #text()}. @return {@code likely} itself where that is the text, so that no other is made */
    String text(String likely) {
        return skipsText(likely) ? likely : text();
    }

    /** @throws OtherForm for no string, and for one that is no UTF-8 */
    String text() {
        expect('"');
        StringBuilder before = null; // what stands before the last escape, and that; usually there is none
        int from = at;
        while (true) {
            byte next = next();
            if (next == '"') {
                String last = decoded(from);
                return before == null ? last : before.append(last).toString();
            }
            if (next == '\\') {
                before = (before == null ? new StringBuilder() : before)
                        .append(decoded(from))
                        .append(escape());
                from = at;
            }
            refuseControl(next);
        }
    }

    private static void refuseControl(byte next) {
        if (next >= 0 && next < ' ') {
            throw new OtherForm();
        }
    }

    /** From there to before what was read last. The replacement character may be one of the text, or stand for what is no UTF-8. */
    private String decoded(int from) {
        String text = new String(json, from, at - 1 - from, UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            throw new OtherForm();
        }
        return text;
    }

    private char escape() {
        byte next = next();
        return switch (next) {
            case '"', '\\', '/' -> (char) next;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) hex(4);
            default -> throw new OtherForm();
        };
    }

    /** @throws RuntimeException for what is no UUID of 36 characters in quotes */
    UUID uuid() {
        expect('"');
        long high = hex(8);
        high = high << 16 | hexAfterHyphen(4);
        high = high << 16 | hexAfterHyphen(4);
        long low = hexAfterHyphen(4) << 48 | hexAfterHyphen(12);
        expect('"');
        return new UUID(high, low);
    }

    private long hexAfterHyphen(int digits) {
        expect('-');
        return hex(digits);
    }

    private long hex(int digits) {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            number = number << 4 | HexFormat.fromHexDigit(next());
        }
        return number;
    }

    /** @throws RuntimeException for what {@link Instant#toString} would not write, and for years beyond 0000 to 9999 */
    Instant instant() {
        expect('"');
        int year = digits(4);
        int month = digitsAfter('-', 2);
        int day = digitsAfter('-', 2);
        int hour = digitsAfter('T', 2);
        int minute = digitsAfter(':', 2);
        int second = digitsAfter(':', 2);
        int nanos = skips('.') ? nanos() : 0;
        expect('Z');
        expect('"');
        LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, second);
        return Instant.ofEpochSecond(time.toEpochSecond(ZoneOffset.UTC), nanos);
    }

    private int nanos() {
        int nanos = digits(1);
        int digits = 1;
        for (; digits < NANO_DIGITS && at < json.length && isDigit(json[at]); digits++) {
            nanos = 10 * nanos + digits(1);
        }
        for (; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int digitsAfter(char before, int count) {
        expect(before);
        return digits(count);
    }

    private int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            byte next = next();
            if (!isDigit(next)) {
                throw new OtherForm();
            }
            number = 10 * number + next - '0';
        }
        return number;
    }
}
