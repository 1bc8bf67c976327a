package clarify.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a value stands in Redis: JSON in UTF-8, with a format number, the key it was written for and the time it was
 * written. Whatever is not exactly that is unreadable: nothing is guessed, nothing coerced, no Java object made by name.
 */
final class Envelope {

    /** Changes when values of an older version must not be read. */
    static final int FORMAT = 1;

    /** Bytes; a longer value is neither written nor read. */
    static final int LONGEST = 1 << 20;

    private static final ObjectMapper JSON = mapper();

    private final Clock clock;

    Envelope(Clock clock) {
        this.clock = clock;
    }

    private record Sealed(int format, String key, long writtenAt, JsonNode value) {}

    /** A value, when it was sealed, and how long ago that is. */
    record Opened<T>(T value, Instant writtenAt, Duration age) {}

    /**
     * @return the bytes to store
     * @throws IllegalArgumentException when the value has no JSON form or is too long; it names the type, not the value
     */
    byte[] seal(String key, Object value) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(new Sealed(FORMAT, key, clock.millis(), JSON.valueToTree(value)));
            if (bytes.length > LONGEST) {
                throw new IllegalArgumentException(bytes.length + " bytes are too long for a cached value");
            }
            return bytes;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "No JSON for a " + value.getClass().getName(), withoutContent(e));
        }
    }

    /** @return the value; empty when the bytes are not one that was written for this key and type */
    <T> Optional<Opened<T>> open(String key, byte[] bytes, Type type) {
        if (bytes.length > LONGEST) {
            return Optional.empty();
        }
        try {
            Sealed sealed = JSON.readValue(bytes, Sealed.class);
            if (sealed.format() != FORMAT || !sealed.key().equals(key)) {
                return Optional.empty();
            }
            JavaType javaType = JSON.constructType(type);
            T value = JSON.treeToValue(sealed.value(), javaType);
            return Optional.ofNullable(value)
                    .filter(Envelope::hasNoNullElement)
                    .map(good -> new Opened<>(good, Instant.ofEpochMilli(sealed.writtenAt()), age(sealed)));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // hostile bytes may make any record refuse in its own way
        }
    }

    private Duration age(Sealed sealed) {
        return Duration.ofMillis(Math.max(0, clock.millis() - sealed.writtenAt()));
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
    private static Throwable withoutContent(Exception e) {
        Throwable shown = new IllegalArgumentException(e.getClass().getName());
        shown.setStackTrace(e.getStackTrace());
        return shown;
    }

    private static ObjectMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(new JavaTimeModule().addDeserializer(Instant.class, new InstantText()))
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(
                        DeserializationFeature.READ_ENUMS_USING_TO_STRING,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        builder.withCoercionConfig(LogicalType.Textual, text -> {
            text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
            text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
            text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        });
        return builder.build();
    }

    /** Jackson's own would take a number for a time. */
    private static final class InstantText extends FromStringDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        InstantText() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String text, DeserializationContext context) {
            return Instant.parse(text);
        }
    }
}
