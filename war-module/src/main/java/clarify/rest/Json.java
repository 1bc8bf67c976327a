package clarify.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON bodies, strictly: no coercion, no unknown or duplicate properties. */
final class Json {

    /** Several times as many as the largest body has, a batch of patterns; each one may be a violation. */
    private static final int MOST_VALUES = 1_000;

    /**
     * Names that callers choose must not fill a table that all bodies share. By default Jackson's buffers stay in the
     * server's threads, and with them the classes of a replaced application.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .addHandler(new UnknownPropertyHandler())
            .addModule(new JsonTypes())
            .build();

    private static final ObjectMapper WITHOUT_NULLS =
            MAPPER.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    /** What fails leaves the document without its end. */
    private static final ObjectWriter STREAMING = MAPPER.writer()
            .without(SerializationFeature.WRAP_EXCEPTIONS)
            .without(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private Json() {}

    static byte[] write(Object value) {
        return write(value, MAPPER);
    }

    /** The same text for the same value, also in a later version in which it may have more members, as long as these are null. */
    static byte[] writeWithoutNulls(Object value) {
        return write(value, WITHOUT_NULLS);
    }

    private static byte[] write(Object value, ObjectMapper mapper) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a value whose iterators are read meanwhile; what they throw is thrown. The stream is not closed. */
    static void write(Object value, OutputStream output) throws IOException {
        try {
            STREAMING.writeValue(output, value);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof RuntimeException ofIterator) {
                throw ofIterator;
            }
            throw e;
        }
    }

    /**
     * Reads a body and checks it against the constraints of its type.
     *
     * @throws jakarta.ws.rs.WebApplicationException 400 that lists every violation
     */
    static Object read(byte[] body, Type type) {
        Violations violations = new Violations();
        JsonNode tree = tree(text(body));
        if (values(tree, MOST_VALUES + 1) > MOST_VALUES) {
            throw Problem.of(ProblemType.BODY_BEYOND_LIMITS, "The body has more than " + MOST_VALUES + " values.")
                    .exception();
        }
        Object value = bind(tree, type, violations);
        if (value != null) {
            Constraints.violations(value).forEach(violations::add);
        }
        if (value == null || !violations.isEmpty()) {
            throw violations.problem().exception();
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
            throw Problem.of(ProblemType.MALFORMED_BODY, "The body is not UTF-8.")
                    .exception();
        }
    }

    /** Counts the values in a tree, up to a limit. */
    private static int values(JsonNode tree, int limit) {
        int count = 1;
        for (JsonNode child : tree) {
            if (count >= limit) {
                break;
            }
            count += values(child, limit - count);
        }
        return count;
    }

    private static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw Problem.of(
                            ProblemType.BODY_BEYOND_LIMITS,
                            "The body is nested too deeply, or a number or a name in it is too long.")
                    .exception();
        } catch (JsonProcessingException e) {
            throw Problem.of(
                            ProblemType.MALFORMED_BODY,
                            "The body is not well-formed JSON, or has a duplicate property" + location(e.getLocation()))
                    .exception();
        }
    }

    private static String location(@Nullable JsonLocation location) {
        return location == null
                ? "."
                : ": see line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
    }

    private static @Nullable Object bind(JsonNode tree, Type type, Violations violations) {
        try {
            Object value = MAPPER.readerFor(MAPPER.constructType(type))
                    .withAttribute(Violations.class, violations)
                    .readValue(tree);
            if (value == null) {
                violations.add(Problem.Violation.at("", "must not be empty or null"));
            }
            return value;
        } catch (JsonMappingException e) {
            violations.add(Problem.Violation.at(pointer(e), "has the wrong JSON type; see the OpenAPI document"));
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
