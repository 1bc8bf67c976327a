package clarify.journal;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tables keep to the same limits, words, ranges and defaults as the code. */
class SchemaTest {

    private static final Schema SCHEMA = Schema.migrated();

    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            entry("users.email", Limits.EMAIL),
            entry("users.name", Limits.NAME),
            entry("dreams.title", Limits.DREAM_TITLE),
            entry("dreams.description", Limits.DREAM_DESCRIPTION),
            entry("clarify_sessions.title", Limits.SESSION_TITLE),
            entry("clarify_messages.content", Limits.MESSAGE_CONTENT),
            entry("clarify_patterns.content", Limits.PATTERN_CONTENT),
            entry("reflections.dream", Limits.REFLECTION_DREAM),
            entry("reflections.plan", Limits.REFLECTION_PLAN),
            entry("reflections.relationship", Limits.REFLECTION_RELATIONSHIP),
            entry("reflections.offering", Limits.REFLECTION_OFFERING),
            entry("reflections.title", Limits.REFLECTION_TITLE));

    /** Nobody writes it but the outbox itself. */
    private static final String LABELS = "invalidations.kinds";

    /** Nobody writes them but the code. */
    private static final Set<String> HASHES = Set.of("idempotency_keys.id", "idempotency_keys.fingerprint");

    private static final Set<String> MAY_BE_EMPTY = Set.of("users.email", "dreams.description");

    private static final Set<String> ONE_TO_TEN = Set.of("dreams.priority", "clarify_patterns.strength");

    private static final Map<String, Field> ATTRIBUTES = attributes();

    @Test
    void every_column_is_an_attribute_of_an_entity() {
        assertThat(SCHEMA.columns().keySet()).isNotEmpty().isEqualTo(ATTRIBUTES.keySet());
    }

    @Test
    void a_column_may_be_null_where_its_attribute_may() {
        assertThat(SCHEMA.columns())
                .allSatisfy((place, column) -> assertThat(column.isNullable()).isEqualTo(isNullable(attribute(place))));
    }

    @Test
    void a_text_is_as_long_as_its_limit() {
        Set<String> texts = new TreeSet<>(LENGTHS.keySet());
        texts.add(LABELS);
        texts.addAll(HASHES);

        assertThat(placesOf(type -> type == String.class)).isEqualTo(texts);
        assertThat(LENGTHS)
                .allSatisfy(
                        (place, length) -> assertThat(column(place).length()).isEqualTo((long) length));
        assertThat(HASHES)
                .allSatisfy(place -> assertThat(column(place).length()).isEqualTo(IdempotencyKey.HASH_LENGTH));
    }

    @Test
    void the_invalidations_have_room_for_the_labels_of_all_kinds() {
        String all = Arrays.stream(Kind.values()).map(Kind::label).collect(joining(","));

        assertThat(column(LABELS).length()).isGreaterThanOrEqualTo(all.length());
    }

    @Test
    void a_text_must_not_be_empty_unless_nobody_minds() {
        assertThat(LENGTHS.keySet())
                .allSatisfy(place -> assertThat(check(place))
                        .isEqualTo(
                                MAY_BE_EMPTY.contains(place)
                                        ? Optional.empty()
                                        : Optional.of("CHAR_LENGTH(" + quoted(place) + ") >= 1")));
    }

    @Test
    void an_enum_has_the_words_of_its_constants_and_room_for_each() {
        Collection<String> places = placesOf(Class::isEnum);

        assertThat(places).isNotEmpty().allSatisfy(place -> {
            List<String> words = Arrays.stream(attribute(place).getType().getEnumConstants())
                    .map(Object::toString)
                    .toList();
            assertThat(words(check(place).orElse(""))).containsExactlyInAnyOrderElementsOf(words);
            assertThat(words)
                    .allSatisfy(word -> assertThat(word)
                            .hasSizeLessThanOrEqualTo((int) column(place).length()));
        });
    }

    @Test
    void a_number_is_within_its_range_or_a_counter_from_zero() {
        assertThat(placesOf(type -> type == int.class))
                .containsAll(ONE_TO_TEN)
                .allSatisfy(place -> assertThat(check(place))
                        .contains(quoted(place)
                                + (ONE_TO_TEN.contains(place)
                                        ? " BETWEEN " + Limits.MIN_RATING + " AND " + Limits.MAX_RATING
                                        : " >= 0")));
    }

    @Test
    void no_other_column_is_checked() {
        assertThat(SCHEMA.checks().keySet())
                .isSubsetOf(placesOf(
                        type -> type == String.class || type == int.class || type == LocalDate.class || type.isEnum()));
    }

    @Test
    void a_date_is_text_that_looks_like_one() {
        assertThat(placesOf(type -> type == LocalDate.class)).isNotEmpty().allSatisfy(place -> {
            assertThat(column(place).length())
                    .isEqualTo(LocalDate.EPOCH.toString().length());
            assertThat(check(place)).contains(quoted(place) + " LIKE '____-__-__'");
        });
    }

    @Test
    void a_default_is_what_a_new_row_has() {
        assertThat(newRows())
                .hasSize(4)
                .allSatisfy(row -> assertThat(defaultsOf(row.getClass()))
                        .isNotEmpty()
                        .allSatisfy((place, byDefault) -> assertThat(byDefault).isEqualTo(sql(valueOf(place, row)))));
    }

    @Test
    void a_new_profile_is_a_free_one_in_the_default_language() {
        assertThat(defaultsOf(Profile.class))
                .containsEntry("users.tier", sql(Tier.FREE))
                .containsEntry("users.language", sql(Limits.DEFAULT_LANGUAGE));
    }

    /** One of each entity that JPA creates with a default that is no instant. */
    private static List<Object> newRows() {
        UUID user = UUID.randomUUID();
        Instant now = Instant.EPOCH;
        return List.of(
                new Dream(user, UUID.randomUUID(), new NewDream("", null, null, null, Limits.DEFAULT_PRIORITY), now),
                new Session(user, UUID.randomUUID(), new NewSession(Sessions.DEFAULT_TITLE, null), now),
                new Pattern(
                        user,
                        UUID.randomUUID(),
                        new NewPattern(null, PatternType.TENSION, "", Limits.DEFAULT_STRENGTH),
                        now),
                new Reflection(
                        user,
                        UUID.randomUUID(),
                        new NewReflection(null, "", "", "", "", Limits.DEFAULT_TONE, null),
                        now));
    }

    private static Map<String, String> defaultsOf(Class<?> entity) {
        Map<String, String> defaults = new TreeMap<>();
        SCHEMA.columns()
                .forEach((place, column) -> column.byDefault()
                        .filter(value -> place.startsWith(table(entity) + "."))
                        .ifPresent(value -> defaults.put(place, value)));
        return defaults;
    }

    private static Object valueOf(String place, Object row) {
        Field attribute = attribute(place);
        attribute.setAccessible(true);
        try {
            return attribute.get(row);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sql(Object value) {
        if (value instanceof Instant) {
            return "CURRENT_TIMESTAMP";
        }
        return value instanceof Integer ? value.toString() : "'" + value + "'";
    }

    private static Set<String> placesOf(Predicate<Class<?>> type) {
        return ATTRIBUTES.entrySet().stream()
                .filter(attribute -> type.test(attribute.getValue().getType()))
                .map(Map.Entry::getKey)
                .collect(toCollection(TreeSet::new));
    }

    private static Schema.Column column(String place) {
        return Optional.ofNullable(SCHEMA.columns().get(place)).orElseThrow(() -> new AssertionError("no " + place));
    }

    private static Field attribute(String place) {
        return Optional.ofNullable(ATTRIBUTES.get(place)).orElseThrow(() -> new AssertionError("no " + place));
    }

    private static Optional<String> check(String place) {
        return Optional.ofNullable(SCHEMA.checks().get(place));
    }

    private static String quoted(String place) {
        return "\"" + place.substring(place.indexOf('.') + 1).toUpperCase(Locale.ROOT) + "\"";
    }

    private static List<String> words(String check) {
        return java.util.regex.Pattern.compile("'([^']*)'")
                .matcher(check)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static boolean isNullable(Field attribute) {
        return attribute.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The attributes of all entities, by {@code table.column}. */
    private static Map<String, Field> attributes() {
        Map<String, Field> attributes = new TreeMap<>();
        entities()
                .forEach(entity -> Stream.<Class<?>>iterate(entity, type -> type != Object.class, Class::getSuperclass)
                        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                        .filter(field -> field.isAnnotationPresent(Column.class) || field.isAnnotationPresent(Id.class))
                        .forEach(field -> attributes.put(table(entity) + "." + columnOf(field), field)));
        return attributes;
    }

    private static String table(Class<?> entity) {
        return entity.getAnnotation(Table.class).name();
    }

    private static String columnOf(Field field) {
        return Optional.ofNullable(field.getAnnotation(Column.class))
                .map(Column::name)
                .filter(name -> !name.isEmpty())
                .orElse(field.getName());
    }

    private static List<? extends Class<?>> entities() {
        try (Stream<Path> files = Files.walk(classes())) {
            return files.map(file -> classes().relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> loaded(file.replace(".class", "").replace(File.separatorChar, '.')))
                    .filter(type -> type.isAnnotationPresent(Entity.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path classes() {
        return Path.of(URI.create(
                Limits.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, Limits.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
