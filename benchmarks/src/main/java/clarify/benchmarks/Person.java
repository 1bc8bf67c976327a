package clarify.benchmarks;

import clarify.context.RowsOfPerson;
import clarify.journal.DreamRow;
import clarify.journal.PatternRow;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The person of the golden case {@code 077-full-realistic}: rows as the lookups return them, and the text expected. */
record Person(UUID id, UUID sessionId, RowsOfPerson rows, String text) {

    static final int BUDGET = 8000;

    /** As a Jackson user would set it up; what the product's own refuses besides is not asked of the others. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .build();

    private static final ObjectReader USERS = JSON.readerFor(new TypeReference<List<UserRow>>() {});
    private static final ObjectReader DREAMS = JSON.readerFor(new TypeReference<List<DreamRow>>() {});
    private static final ObjectReader PATTERNS = JSON.readerFor(new TypeReference<List<PatternRow>>() {});
    private static final ObjectReader SESSIONS = JSON.readerFor(new TypeReference<List<SessionRow>>() {});
    private static final ObjectReader REFLECTIONS = JSON.readerFor(new TypeReference<List<ReflectionRow>>() {});

    private static final List<ObjectReader> READERS = List.of(USERS, DREAMS, PATTERNS, SESSIONS, REFLECTIONS);

    static Person realistic() {
        try (InputStream file = Person.class.getResourceAsStream("/077-full-realistic.json")) {
            JsonNode json = JSON.readTree(file);
            JsonNode tables = json.required("tables");
            RowsOfPerson rows = new RowsOfPerson(
                    rows(tables.required("users"), USERS, row -> true, "id", 1),
                    rows(tables.required("dreams"), DREAMS, Person::isActive, "updated_at", 5),
                    rows(
                            tables.required("clarify_patterns"),
                            PATTERNS,
                            row -> row.required("strength").intValue() >= 3,
                            "strength",
                            10),
                    rows(tables.required("clarify_sessions"), SESSIONS, Person::isActive, "last_message_at", 4),
                    rows(tables.required("reflections"), REFLECTIONS, row -> true, "created_at", 3));
            return new Person(
                    UUID.fromString(json.required("userId").textValue()),
                    UUID.fromString(json.required("sessionId").textValue()),
                    rows,
                    expected(json.required("expected")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String expected(JsonNode expected) {
        for (JsonNode each : expected) {
            if (each.required("budget").intValue() == BUDGET) {
                return each.required("text").textValue();
            }
        }
        throw new IllegalStateException("no text for " + BUDGET + " tokens");
    }

    private static boolean isActive(JsonNode row) {
        return row.required("status").textValue().equals("active");
    }

    /** By the column, last first, then the last updated, then by id: enough for the lookups' orders. */
    private static <E> List<E> rows(JsonNode table, ObjectReader reader, Predicate<JsonNode> wanted, String by, int max)
            throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        table.forEach(row -> {
            if (wanted.test(row)) {
                rows.add(row);
            }
        });
        rows.sort(Comparator.comparing((JsonNode row) -> key(row, by))
                .thenComparing(row -> key(row, "updated_at"))
                .reversed()
                .thenComparing(row -> row.path("id").asText()));
        String json = JSON.writeValueAsString(rows.subList(0, Math.min(max, rows.size())));
        return reader.readValue(json);
    }

    private static Instant key(JsonNode row, String column) {
        JsonNode value = row.path(column);
        if (value.isNumber()) {
            return Instant.ofEpochSecond(value.longValue());
        }
        return column.equals("id") || !value.isTextual() ? Instant.EPOCH : Instant.parse(value.textValue());
    }

    /** As the five lists stand in the caches of the contenders: plain JSON, without envelopes. */
    List<byte[]> values() {
        return Stream.of(rows.user(), rows.dreams(), rows.patterns(), rows.sessions(), rows.reflections())
                .map(Person::json)
                .toList();
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RowsOfPerson parsed(List<byte[]> values) {
        return new RowsOfPerson(
                parsed(USERS, values.get(0)),
                parsed(DREAMS, values.get(1)),
                parsed(PATTERNS, values.get(2)),
                parsed(SESSIONS, values.get(3)),
                parsed(REFLECTIONS, values.get(4)));
    }

    private static <E> List<E> parsed(ObjectReader reader, byte[] value) {
        try {
            return reader.readValue(Objects.requireNonNull(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a serializer of a cache needs: the lists by their number. */
    static Object parsed(int list, byte[] value) {
        return parsed(READERS.get(list), value);
    }

    /** The keys under which the contenders have the lists. */
    List<String> keys() {
        return Stream.of("user", "dreams", "patterns", "sessions", "reflections")
                .map(kind -> "contender:" + kind + ":" + id)
                .toList();
    }
}
