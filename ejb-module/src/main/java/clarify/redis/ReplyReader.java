package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Reads the replies of one exchange in RESP 2. Whatever bytes come, all of them take no more memory and no deeper stack than
 * the limits say. Jedis' own reader reserves what is announced.
 */
final class ReplyReader {

    private static final int DEEPEST = 8;
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_DIGITS = 19;

    private final RedisInputStream in;
    private final ReplyLimits limits;
    private int bytes;
    private int elements;

    ReplyReader(RedisInputStream in, ReplyLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /**
     * @param type the first byte, which has been read
     * @return a {@code byte[]}, a {@code Long}, a {@code List} of such, null, or an {@link ErrorReply}
     */
    @Nullable
    Object read(byte type) {
        return read(type, 0);
    }

    private @Nullable Object read(byte type, int depth) {
        return switch (type) {
            case '+' -> line();
            case '-' -> ErrorReply.of(new String(line(), UTF_8));
            case ':' -> number();
            case '$' -> bulk(number());
            case '*' -> array(number(), depth + 1);
            default -> throw new UnexpectedReply("a reply of an unknown type");
        };
    }

    private byte @Nullable [] bulk(long length) {
        if (length == -1) {
            return null;
        }
        if (length < 0) {
            throw new UnexpectedReply("a string of negative length");
        }
        if (length > limits.bulk()) {
            throw new OversizedReply("announces " + length + " bytes, more than " + limits.bulk());
        }
        count(length);
        byte[] content = new byte[(int) length];
        int read = 0;
        while (read < content.length) {
            int more = in.read(content, read, content.length - read);
            if (more < 0) {
                throw new JedisConnectionException("the connection ended within a reply");
            }
            read += more;
        }
        endOfLine();
        return content;
    }

    private @Nullable List<@Nullable Object> array(long length, int depth) {
        if (length == -1) {
            return null;
        }
        if (length < 0 || depth > DEEPEST) {
            throw new UnexpectedReply("an array of negative length or too deep");
        }
        if (length > limits.elements() - elements) {
            throw new OversizedReply("announces " + length + " elements, more than " + limits.elements());
        }
        elements += (int) length;
        List<@Nullable Object> array = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            array.add(read(in.readByte(), depth));
        }
        return array;
    }

    /** Adds up below zero, where there is room for the least number of all. */
    private long number() {
        byte next = in.readByte();
        boolean positive = next != '-';
        if (next == '-' || next == '+') {
            next = in.readByte();
        }
        long number = digit(next);
        int digits = 1;
        for (next = in.readByte(); next != '\r'; next = in.readByte()) {
            digits++;
            if (digits > MOST_DIGITS || number < Long.MIN_VALUE / 10) {
                throw notANumber();
            }
            number = 10 * number + digit(next);
        }
        expect('\n');
        if (number > 0 || (positive && number == Long.MIN_VALUE)) {
            throw notANumber();
        }
        return positive ? -number : number;
    }

    private static int digit(byte character) {
        if (character < '0' || character > '9') {
            throw notANumber();
        }
        return '0' - character;
    }

    private static UnexpectedReply notANumber() {
        return new UnexpectedReply("a number that is none");
    }

    private byte[] line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte next = in.readByte(); next != '\r'; next = in.readByte()) {
            if (line.size() == LONGEST_LINE) {
                throw new OversizedReply("a line of more than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        expect('\n');
        count(line.size());
        return line.toByteArray();
    }

    private void count(long length) {
        if (length > limits.total() - bytes) {
            throw new OversizedReply("announces more than " + limits.total() + " bytes in all");
        }
        bytes += (int) length;
    }

    private void endOfLine() {
        expect('\r');
        expect('\n');
    }

    private void expect(char wanted) {
        if (in.readByte() != wanted) {
            throw new UnexpectedReply("a reply that does not end where it should");
        }
    }
}
