package clarify.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON bodies, strictly: nothing is guessed, converted or overlooked. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .addHandler(new UnknownPropertyHandler())
            .addModule(new JsonTypes())
            .build();

    private Json() {}

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a body and holds it against the limits of its type.
     *
     * @throws jakarta.ws.rs.WebApplicationException 400 that lists everything that is wrong
     */
    static Object read(byte[] body, Type type) {
        Violations findings = new Violations();
        Object value = bind(tree(text(body)), type, findings);
        if (value != null) {
            Constraints.violations(value).forEach(findings::add);
        }
        if (value == null || !findings.isEmpty()) {
            throw Problem.of(400, "The body breaks the rules that are listed in errors.", findings.list())
                    .refusal();
        }
        return value;
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(400, "The body is not UTF-8.").refusal();
        }
    }

    private static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw Problem.of(
                            400, "The body is not well-formed JSON, or names a property twice" + place(e.getLocation()))
                    .refusal();
        }
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? "."
                : ": see line %d, column %d.".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static @Nullable Object bind(JsonNode tree, Type type, Violations findings) {
        try {
            Object value = MAPPER.readerFor(MAPPER.constructType(type))
                    .withAttribute(Violations.class, findings)
                    .readValue(tree);
            if (value == null) {
                findings.add(Problem.Violation.at("", "must not be empty or null"));
            }
            return value;
        } catch (JsonMappingException e) {
            findings.add(Problem.Violation.at(pointer(e), "must be of another JSON type, see the API's description"));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        e.getPath()
                .forEach(step -> pointer.append('/')
                        .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName()));
        return pointer.toString();
    }
}
