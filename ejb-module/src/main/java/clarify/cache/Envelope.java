package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.cache.CompactJson.OtherForm;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a value stands in Redis: JSON in UTF-8, read and written in one pass, with a header in this order and then the value:
 *
 * <pre>{"format":2,"key":"...","written_at":...,"expires_at":...,"history":"...","value":...}</pre>
 *
 * <p>{@code history}, which may be absent, names the history of the Redis that the value was stored on. Where there are {@link
 * Secrets}, {@code sealed} stands in place of {@code value}: what would be there, encrypted together with the whole header, in
 * base64, and the value counts until {@code expires_at}, whatever Redis says. Whatever is not exactly that is unreadable: nothing is
 * guessed, nothing coerced, no Java object made by name.
 */
final class Envelope {

    /** Changes when values of an older version must not be read. */
    static final int FORMAT = 2;

    /** Bytes; a longer value is neither written nor read. */
    static final int LONGEST = 1 << 20;

    /** With a secret, how long after its end a value still counts, as the clock of the node that sealed it may be behind. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final SerializableString FORMAT_NAME = new SerializedString("format");
    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString WRITTEN_AT = new SerializedString("written_at");
    private static final SerializableString EXPIRES_AT = new SerializedString("expires_at");
    private static final String HISTORY = "history";
    private static final String VALUE = "value";
    private static final String SEALED = "sealed";

    /** What stands between the variable parts of an envelope as it is written here. */
    private static final class Written {

        static final byte[] KEY = bytes("{\"format\":" + FORMAT + ",\"key\":");
        static final byte[] WRITTEN_AT = bytes(",\"written_at\":");
        static final byte[] EXPIRES_AT = bytes(",\"expires_at\":");
        static final byte[] HISTORY = bytes(",\"history\":");
        static final byte[] VALUE = bytes(",\"value\":");
        static final byte[] SEALED = bytes(",\"sealed\":");

        private static byte[] bytes(String text) {
            return text.getBytes(UTF_8);
        }
    }

    private final Clock clock;
    private final Optional<Secrets> secrets;
    private final ObjectReader reader;

    /** They are all the same but after a change of master, so its text is used again. */
    private volatile String lastHistory = "";

    private Envelope(Clock clock, Optional<Secrets> secrets, ObjectReader reader) {
        this.clock = clock;
        this.secrets = secrets;
        this.reader = reader;
    }

    /** For values whose types are this application's own: a name that the type does not know makes one unreadable. */
    static Envelope strict(Clock clock, Optional<Secrets> secrets) {
        return new Envelope(clock, secrets, Json.MAPPER.reader());
    }

    /** For values of other beans: names that the type does not know are left out, so that it may grow a field. */
    static Envelope tolerant(Clock clock, Optional<Secrets> secrets) {
        return new Envelope(
                clock, secrets, Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
    }

    /** What stands under a key. */
    sealed interface Content<T> {

        /** The value, if it can be read as the type that was asked for. */
        default Optional<Opened<T>> opened() {
            return this instanceof Opened<T> opened ? Optional.of(opened) : Optional.empty();
        }
    }

    /**
     * A value, and how long ago it was sealed.
     *
     * @param age by the clocks of the nodes that wrote and read it: never negative, never longer than it was to stay
     * @param history that it was stored on; empty if nobody looked
     */
    record Opened<T>(T value, Duration age, Optional<String> history) implements Content<T> {}

    /** A good envelope, whose value is of another type than was asked for: another version of a bean wrote it. */
    record Unfitting<T>(Instant writtenAt, Instant expiresAt) implements Content<T> {}

    /** No envelope of this format for this key. */
    record Unreadable<T>() implements Content<T> {}

    /** What stands before the value. */
    private record Header(String key, long writtenAt, long expiresAt, Optional<String> history) {

        /** Stops at the name of what comes then. @return empty for another format, another key or something else */
        static Optional<Header> read(JsonParser parser, String key) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT
                    || !isNext(parser, FORMAT_NAME, JsonToken.VALUE_NUMBER_INT)
                    || parser.getIntValue() != FORMAT
                    || !isNext(parser, KEY, JsonToken.VALUE_STRING)
                    || !parser.getText().equals(key)
                    || !isNext(parser, WRITTEN_AT, JsonToken.VALUE_NUMBER_INT)) {
                return Optional.empty();
            }
            long writtenAt = parser.getLongValue();
            if (!isNext(parser, EXPIRES_AT, JsonToken.VALUE_NUMBER_INT)) {
                return Optional.empty();
            }
            long expiresAt = parser.getLongValue();
            Optional<String> history = Optional.empty();
            String next = parser.nextFieldName();
            if (HISTORY.equals(next) && parser.nextToken() == JsonToken.VALUE_STRING) {
                history = Optional.of(parser.getText());
                next = parser.nextFieldName();
            }
            return next == null || !isLifetime(writtenAt, expiresAt)
                    ? Optional.empty()
                    : Optional.of(new Header(key, writtenAt, expiresAt, history));
        }

        private static boolean isLifetime(long from, long to) {
            return from >= 0 && from <= to;
        }

        /** @throws OtherForm where {@link #read(JsonParser, String)} may say more */
        static Header read(CompactJson json, String key, String likelyHistory) {
            json.expect(Written.KEY);
            if (!json.text(key).equals(key)) {
                throw new OtherForm();
            }
            json.expect(Written.WRITTEN_AT);
            long writtenAt = json.number();
            json.expect(Written.EXPIRES_AT);
            long expiresAt = json.number();
            Optional<String> history =
                    json.skips(Written.HISTORY) ? Optional.of(json.text(likelyHistory)) : Optional.empty();
            if (!isLifetime(writtenAt, expiresAt)) {
                throw new OtherForm();
            }
            return new Header(key, writtenAt, expiresAt, history);
        }

        private static boolean isNext(JsonParser parser, SerializableString name, JsonToken token) throws IOException {
            return parser.nextFieldName(name) && parser.nextToken() == token;
        }

        void write(JsonGenerator generator) throws IOException {
            generator.writeNumberField(FORMAT_NAME.getValue(), FORMAT);
            generator.writeStringField(KEY.getValue(), key);
            generator.writeNumberField(WRITTEN_AT.getValue(), writtenAt);
            generator.writeNumberField(EXPIRES_AT.getValue(), expiresAt);
            if (history.isPresent()) {
                generator.writeStringField(HISTORY, history.get());
            }
        }

        /** All of it, for what is sealed with it. */
        byte[] context() {
            return String.join(
                            "\n",
                            String.valueOf(FORMAT),
                            key,
                            String.valueOf(writtenAt),
                            String.valueOf(expiresAt),
                            history.orElse(""))
                    .getBytes(UTF_8);
        }

        boolean isOver(long now) {
            return now - expiresAt > CLOCKS_DIFFER.toMillis();
        }

        Duration age(long now) {
            long end = Math.min(now, expiresAt);
            return Duration.ofMillis(Math.max(end, writtenAt) - writtenAt);
        }
    }

    /**
     * @param type what the value is read back as, where its class does not say so
     * @param ttl how long it is to stay, at most {@link ValueCodec#LONGEST_TTL}
     * @param history that it is going to be stored on
     * @return the bytes to store
     * @throws IllegalArgumentException when the value has no JSON form or is too long; it names the type, not the value
     */
    byte[] seal(String key, Object value, Optional<Type> type, Duration ttl, Optional<String> history) {
        long now = clock.millis();
        Header header = new Header(key, now, now + ttl.toMillis(), history);
        ByteArrayOutputStream bytes = new LimitedBytes();
        try (JsonGenerator generator = Json.MAPPER.createGenerator(bytes)) {
            generator.writeStartObject();
            header.write(generator);
            if (secrets.isPresent()) {
                ByteArrayOutputStream content = new LimitedBytes();
                writer(type).writeValue(content, value);
                generator.writeBinaryField(SEALED, secrets.get().seal(content.toByteArray(), header.context()));
            } else {
                generator.writeFieldName(VALUE);
                writer(type).writeValue(generator, value);
            }
            generator.writeEndObject();
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "No JSON for a " + value.getClass().getName() + ", or too much", withoutContent(e));
        }
        return bytes.toByteArray();
    }

    private static ObjectWriter writer(Optional<Type> type) {
        return type.map(Json.MAPPER::constructType).map(Json.MAPPER::writerFor).orElseGet(Json.MAPPER::writer);
    }

    /** @return what the bytes are for this key, read as a list */
    <E> Content<List<E>> openRows(String key, byte[] bytes, RowReader<E> rows) {
        if (bytes.length <= LONGEST) {
            try {
                return asWritten(key, bytes, rows);
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // In another form, or no such rows: Jackson tells.
            }
        }
        return open(key, bytes, rows.byJackson());
    }

    private <E> Opened<List<E>> asWritten(String key, byte[] bytes, RowReader<E> rows) {
        CompactJson json = new CompactJson(bytes);
        Header header = Header.read(json, key, lastHistory);
        long now = clock.millis();
        if (isPutBack(header, now)) {
            throw new OtherForm();
        }
        header.history().filter(history -> !history.equals(lastHistory)).ifPresent(history -> lastHistory = history);
        List<E> value;
        if (secrets.isPresent()) {
            json.expect(Written.SEALED);
            byte[] sealed = decoded(json.text());
            CompactJson content =
                    new CompactJson(secrets.get().open(sealed, header.context()).orElseThrow(OtherForm::new));
            value = rows.read(content);
            content.expectEnd();
        } else {
            json.expect(Written.VALUE);
            value = rows.read(json);
        }
        json.expect('}');
        json.expectEnd();
        return opened(header, value, now);
    }

    /** Whether Redis should have removed it. Where there is no secret, whoever put it back could as well have written another. */
    private boolean isPutBack(Header header, long now) {
        return secrets.isPresent() && header.isOver(now);
    }

    /** Jackson wants all of it, with the padding. */
    private static byte[] decoded(String base64) {
        if (base64.length() % 4 != 0) {
            throw new OtherForm();
        }
        return Base64.getDecoder().decode(base64);
    }

    /** @return what the bytes are for this key and type */
    <T> Content<T> open(String key, byte[] bytes, Type type) {
        return open(key, bytes, reader.forType(Json.MAPPER.constructType(type)));
    }

    private <T> Content<T> open(String key, byte[] bytes, ObjectReader type) {
        if (bytes.length > LONGEST) {
            return new Unreadable<>();
        }
        Optional<Header> header = Optional.empty();
        try (JsonParser parser = Json.MAPPER.createParser(bytes)) {
            long now = clock.millis();
            header = Header.read(parser, key).filter(read -> !isPutBack(read, now));
            if (header.isPresent()) {
                Optional<T> value = value(parser, header.get(), type);
                if (value.isPresent()) {
                    return opened(header.get(), value.get(), now);
                }
            }
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            // Hostile bytes may make any record refuse in its own way.
        }
        return header.filter(intact -> isIntact(key, bytes))
                .<Content<T>>map(intact -> new Unfitting<>(
                        Instant.ofEpochMilli(intact.writtenAt()), Instant.ofEpochMilli(intact.expiresAt())))
                .orElseGet(Unreadable::new);
    }

    private static <T> Opened<T> opened(Header header, T value, long now) {
        return new Opened<>(value, header.age(now), header.history());
    }

    private <T> Optional<T> value(JsonParser parser, Header header, ObjectReader type) throws IOException {
        if (secrets.isPresent()) {
            Optional<byte[]> content = unsealed(parser, header, secrets.get());
            return content.isPresent() ? value(content.get(), type) : Optional.empty();
        }
        if (!VALUE.equals(parser.currentName())) {
            return Optional.empty();
        }
        parser.nextToken();
        @Nullable T value = type.readValue(parser);
        return isAtEnd(parser) ? Optional.ofNullable(value).filter(Envelope::hasNoNullElement) : Optional.empty();
    }

    private <T> Optional<T> value(byte[] content, ObjectReader type) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(content)) {
            @Nullable T value = type.readValue(parser);
            return parser.nextToken() == null
                    ? Optional.ofNullable(value).filter(Envelope::hasNoNullElement)
                    : Optional.empty();
        }
    }

    private static Optional<byte[]> unsealed(JsonParser parser, Header header, Secrets secrets) throws IOException {
        if (!SEALED.equals(parser.currentName()) || parser.nextToken() != JsonToken.VALUE_STRING) {
            return Optional.empty();
        }
        byte[] sealed = parser.getBinaryValue();
        return isAtEnd(parser) ? secrets.open(sealed, header.context()) : Optional.empty();
    }

    private static boolean isAtEnd(JsonParser parser) throws IOException {
        return parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    }

    /**
     * Whether it is an envelope from beginning to end, whatever its value is, and was sealed with a secret of this node if it has
     * one. Asked where a value could not be read.
     */
    private boolean isIntact(String key, byte[] bytes) {
        try (JsonParser parser = Json.MAPPER.createParser(bytes)) {
            Optional<Header> header = Header.read(parser, key);
            if (header.isPresent() && secrets.isPresent()) {
                return unsealed(parser, header.get(), secrets.get()).isPresent();
            }
            if (header.isEmpty() || !Set.of(VALUE, SEALED).contains(parser.currentName())) {
                return false;
            }
            parser.nextToken();
            parser.skipChildren();
            return isAtEnd(parser);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean hasNoNullElement(Object value) {
        return !(value instanceof Iterable<?> elements) || !hasNull(elements);
    }

    private static boolean hasNull(Iterable<?> elements) {
        for (Object element : elements) {
            if (element == null) {
                return true;
            }
        }
        return false;
    }

    /** Jackson's messages quote the value. */
    private static Throwable withoutContent(Throwable e) {
        Throwable shown = new IllegalArgumentException(e.getClass().getName());
        shown.setStackTrace(e.getStackTrace());
        return shown;
    }

    /** Takes what is allowed and no more, so that a value that is too long takes no more memory either. */
    private static final class LimitedBytes extends ByteArrayOutputStream {

        @Override
        public synchronized void write(int b) {
            refuseMoreThan(LONGEST - 1);
            super.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            refuseMoreThan(LONGEST - length);
            super.write(bytes, offset, length);
        }

        private void refuseMoreThan(int limit) {
            if (count > limit) {
                throw new IllegalArgumentException("too long for a cached value");
            }
        }
    }
}
