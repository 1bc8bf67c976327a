package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * base64. Whatever is not exactly that is unreadable: nothing is guessed, nothing coerced, no Java object made by name.
 */
final class Envelope {

    /** Changes when values of an older version must not be read. */
    static final int FORMAT = 2;

    /** Bytes; a longer value is neither written nor read. */
    static final int LONGEST = 1 << 20;

    private static final SerializableString FORMAT_NAME = new SerializedString("format");
    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString WRITTEN_AT = new SerializedString("written_at");
    private static final SerializableString EXPIRES_AT = new SerializedString("expires_at");
    private static final String VALUE = "value";
    private static final String SEALED = "sealed";

    private final Clock clock;
    private final Optional<Secrets> secrets;
    private final ObjectMapper mapper;
    private final ObjectReader reader;

    private Envelope(Clock clock, Optional<Secrets> secrets, ObjectMapper mapper, ObjectReader reader) {
        this.clock = clock;
        this.secrets = secrets;
        this.mapper = mapper;
        this.reader = reader;
    }

    /** For values whose types are this application's own: a name that the type does not know makes one unreadable. */
    static Envelope strict(Clock clock, Optional<Secrets> secrets) {
        return new Envelope(clock, secrets, Json.OF_RECORDS, Json.OF_RECORDS.reader());
    }

    /** For values of other beans: names that the type does not know are left out, so that it may grow a field. */
    static Envelope tolerant(Clock clock, Optional<Secrets> secrets) {
        return new Envelope(
                clock,
                secrets,
                Json.MAPPER,
                Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
    }

    /** Reads values of a type; can be kept. */
    ObjectReader reader(Type type) {
        return reader.forType(mapper.constructType(type));
    }

    /** What stands under a key. */
    sealed interface Content<T> {

        /** The value, if it can be read as the type that was asked for. */
        default Optional<Opened<T>> opened() {
            return this instanceof Opened<T> opened ? Optional.of(opened) : Optional.empty();
        }
    }

    /**
     * A value, when it was sealed, and how long ago that is.
     *
     * @param age by the clocks of the nodes that wrote and read it: never negative, never longer than it was to stay
     * @param history that it was stored on; empty if nobody looked
     */
    record Opened<T>(T value, Instant writtenAt, Duration age, Optional<String> history) implements Content<T> {}

    /** A good envelope, whose value is of another type than was asked for: another version of a bean wrote it. */
    record Unfitting<T>(Instant writtenAt, Instant expiresAt) implements Content<T> {}

    /** No envelope of this format for this key. */
    record Unreadable<T>() implements Content<T> {}

    /** What stands before the value. */
    private record Header(String key, Instant writtenAt, Instant expiresAt, Optional<String> history) {

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
            Instant writtenAt = Instant.ofEpochMilli(parser.getLongValue());
            if (!isNext(parser, EXPIRES_AT, JsonToken.VALUE_NUMBER_INT)) {
                return Optional.empty();
            }
            Instant expiresAt = Instant.ofEpochMilli(parser.getLongValue());
            Optional<String> history = Optional.empty();
            String next = parser.nextFieldName();
            if ("history".equals(next) && parser.nextToken() == JsonToken.VALUE_STRING) {
                history = Optional.of(parser.getText());
                next = parser.nextFieldName();
            }
            return next == null || expiresAt.isBefore(writtenAt)
                    ? Optional.empty()
                    : Optional.of(new Header(key, writtenAt, expiresAt, history));
        }

        private static boolean isNext(JsonParser parser, SerializableString name, JsonToken token) throws IOException {
            return parser.nextFieldName(name) && parser.nextToken() == token;
        }

        void write(JsonGenerator generator) throws IOException {
            generator.writeNumberField(FORMAT_NAME.getValue(), FORMAT);
            generator.writeStringField(KEY.getValue(), key);
            generator.writeNumberField(WRITTEN_AT.getValue(), writtenAt.toEpochMilli());
            generator.writeNumberField(EXPIRES_AT.getValue(), expiresAt.toEpochMilli());
            if (history.isPresent()) {
                generator.writeStringField("history", history.get());
            }
        }

        /** All of it, for what is sealed with it. */
        byte[] context() {
            return String.join(
                            "\n",
                            String.valueOf(FORMAT),
                            key,
                            String.valueOf(writtenAt.toEpochMilli()),
                            String.valueOf(expiresAt.toEpochMilli()),
                            history.orElse(""))
                    .getBytes(UTF_8);
        }

        Duration age(Instant now) {
            Duration lifetime = Duration.between(writtenAt, expiresAt);
            Duration age = Duration.between(writtenAt, now);
            if (age.isNegative()) {
                return Duration.ZERO;
            }
            return age.compareTo(lifetime) > 0 ? lifetime : age;
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
        Instant now = Instant.ofEpochMilli(clock.millis());
        Header header = new Header(key, now, now.plus(ttl), history);
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

    /** @return what the bytes are for this key and type */
    <T> Content<T> open(String key, byte[] bytes, Type type) {
        return open(key, bytes, reader(type));
    }

    /** @param type as {@link #reader} has made it */
    <T> Content<T> open(String key, byte[] bytes, ObjectReader type) {
        if (bytes.length > LONGEST) {
            return new Unreadable<>();
        }
        Optional<Header> header = Optional.empty();
        try (JsonParser parser = mapper.createParser(bytes)) {
            header = Header.read(parser, key);
            if (header.isPresent()) {
                Optional<T> value = value(parser, header.get(), type);
                if (value.isPresent()) {
                    return opened(header.get(), value.get());
                }
            }
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            // Hostile bytes may make any record refuse in its own way.
        }
        return header.filter(intact -> isIntact(key, bytes))
                .<Content<T>>map(intact -> new Unfitting<>(intact.writtenAt(), intact.expiresAt()))
                .orElseGet(Unreadable::new);
    }

    private <T> Content<T> opened(Header header, T value) {
        return new Opened<>(value, header.writtenAt(), header.age(clock.instant()), header.history());
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
        try (JsonParser parser = mapper.createParser(content)) {
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
