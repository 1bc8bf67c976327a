package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.RedisFixture;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** The values of other beans: each comes back as it was stored, or is not stored. */
@SuppressWarnings("JavaUtilDate") // a value like any other
class RoundTripTest {

    record Price(BigDecimal amount) {}

    record Times(OffsetDateTime offset, ZonedDateTime zoned, Instant instant, Duration duration) {}

    record Note(Optional<String> text, OptionalInt length) {}

    record Parts(
            List<Price> prices,
            Map<Month, Price> byMonth,
            @Nullable Parts inner) {}

    @SuppressWarnings("ArrayRecordComponent") // the point
    record Photo(byte[] pixels, int[][] grid) {}

    record Letters(char first, Character second, double ratio, float share) {}

    record Page<T>(List<T> items) {}

    enum Colour {
        RED,
        GREEN {
            @Override
            boolean isCalm() {
                return true;
            }
        };

        boolean isCalm() {
            return false;
        }

        @Override
        public String toString() {
            return "the colour " + name();
        }
    }

    /** Two constants with one text. */
    enum Twin {
        LEFT,
        RIGHT;

        @Override
        public String toString() {
            return "twin";
        }
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "animal")
    @JsonSubTypes({@JsonSubTypes.Type(Cat.class), @JsonSubTypes.Type(Dog.class)})
    sealed interface Animal permits Cat, Dog {}

    record Cat(int lives) implements Animal {}

    record Dog(String name) implements Animal {}

    /** Without an equals of its own. */
    static class Plain {
        private final String name;
        private final List<Price> prices;

        @com.fasterxml.jackson.annotation.JsonCreator
        Plain(
                @com.fasterxml.jackson.annotation.JsonProperty("name") String name,
                @com.fasterxml.jackson.annotation.JsonProperty("prices") List<Price> prices) {
            this.name = name;
            this.prices = prices;
        }

        public String getName() {
            return name;
        }

        public List<Price> getPrices() {
            return prices;
        }
    }

    /** Forgets a part of itself on the way. */
    static final class Forgetful {
        private final String name;
        private final int secret;

        Forgetful(String name, int secret) {
            this.name = name;
            this.secret = secret;
        }

        @com.fasterxml.jackson.annotation.JsonCreator
        static Forgetful of(@com.fasterxml.jackson.annotation.JsonProperty("name") String name) {
            return new Forgetful(name, 0);
        }

        public String getName() {
            return name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Forgetful forgetful && name.equals(forgetful.name) && secret == forgetful.secret;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, secret);
        }
    }

    /** Refuses to be looked at. */
    static final class Hostile {
        private final boolean whole = UUID.randomUUID().version() == 1;

        public String getName() {
            if (whole) {
                return "whole";
            }
            throw new NoClassDefFoundError("a part that is not there");
        }
    }

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    private final String key = "value:" + UUID.randomUUID();
    private final CacheFixture fixture = CacheFixture.on(redis, Map.of("clarify.redis.read-timeout", "PT20S"));

    @AfterEach
    void close() {
        fixture.close();
    }

    private static final Price PRICE = new Price(new BigDecimal("123456789012345678.91"));

    private static Arguments value(Object value) {
        return value(value, value.getClass());
    }

    private static Arguments value(Object value, Type type) {
        return Arguments.of(value, type);
    }

    private static Type generic(TypeReference<?> reference) {
        return reference.getType();
    }

    static Stream<Arguments> values_with_a_form_in_json() {
        return Stream.of(
                value(PRICE),
                value(new Price(new BigDecimal("1.10"))),
                value(new Price(new BigDecimal("1E+400"))),
                value(new BigDecimal("-0.000")),
                value(new BigInteger("9".repeat(400))),
                value(Long.MIN_VALUE),
                value(Double.NaN),
                value(-0.0),
                value(Float.NEGATIVE_INFINITY),
                value(0.1f),
                value('x'),
                value(new Letters('a', '\u05d0', Double.MIN_VALUE, Float.NaN)),
                value(OffsetDateTime.parse("2026-01-02T03:04:05.123456789+05:30")),
                value(ZonedDateTime.of(LocalDateTime.parse("2026-10-25T01:30:00"), ZoneId.of("Asia/Jerusalem"))),
                value(ZonedDateTime.of(LocalDateTime.parse("2026-10-25T01:30:00"), ZoneId.of("Asia/Jerusalem"))
                        .withLaterOffsetAtOverlap()),
                value(ZonedDateTime.parse("2026-01-02T03:04:05Z[UTC]")),
                value(new Times(
                        OffsetDateTime.parse("2026-01-02T03:04:05-11:00"),
                        ZonedDateTime.parse("2026-07-02T03:04:05+02:00[Europe/Paris]"),
                        Instant.parse("2026-01-02T03:04:05.000000001Z"),
                        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))),
                value(Duration.ofDays(4_000_000).plusNanos(1)),
                value(Duration.ofMillis(-1)),
                value(Instant.MAX),
                value(OffsetTime.parse("03:04:05.1+01:00")),
                value(LocalDate.parse("-0044-03-15")),
                value(LocalTime.parse("03:04:05.000000001")),
                value(Year.of(2026)),
                value(YearMonth.of(2026, 1)),
                value(Period.of(1, 20, -3)),
                value(DayOfWeek.FRIDAY),
                value(ZoneOffset.ofHours(3), ZoneOffset.class),
                value(new Note(Optional.of("a note"), OptionalInt.of(6))),
                value(new Note(Optional.empty(), OptionalInt.empty())),
                value(new Date(1_767_323_045_123L)),
                value(new byte[] {0, -1, 127}),
                value(new double[] {0.1, Double.NaN}),
                value(new Photo(new byte[] {1}, new int[][] {{1}, {2, 3}})),
                value(Colour.GREEN, Colour.class),
                value(new Parts(List.of(PRICE), Map.of(Month.MAY, PRICE), new Parts(List.of(), Map.of(), null))),
                value(new Plain("a bean", List.of(PRICE))),
                value(new Circle(3), Circle.class),
                value(new Cat(9), Animal.class),
                value(List.of(PRICE), generic(new TypeReference<List<Price>>() {})),
                value(Set.of(Colour.RED, Colour.GREEN), generic(new TypeReference<Set<Colour>>() {})),
                value(Map.of(7, PRICE), generic(new TypeReference<Map<Integer, Price>>() {})),
                value(
                        new TreeMap<>(Map.of(LocalDate.parse("2026-01-02"), List.of(1L, 2L))),
                        generic(new TypeReference<TreeMap<LocalDate, List<Long>>>() {})),
                value(
                        Map.of(Colour.RED, List.of(Set.of(), Set.of(PRICE))),
                        generic(new TypeReference<Map<Colour, List<Set<Price>>>>() {})),
                value(List.of(new Photo(new byte[] {1}, new int[][] {})), generic(new TypeReference<List<Photo>>() {})),
                value(List.of(1, "a", true, List.of(2.5)), List.class),
                value(Optional.of(PRICE), generic(new TypeReference<Optional<Price>>() {})),
                value(Optional.empty(), Optional.class),
                value("half of a pair: \ud83d"),
                value(new String[] {"a", "b"}));
    }

    @ParameterizedTest
    @MethodSource("values_with_a_form_in_json")
    void comes_back_as_it_was_stored(Object value, Type type) {
        fixture.cache.set(key, value);

        assertThat(fixture.logged.list()).isEmpty();
        Optional<Object> found = fixture.cache.get(key, type);
        assertThat(found)
                .hasValueSatisfying(
                        back -> assertThat(SameValue.same(value, back)).isTrue());
    }

    static Stream<Arguments> values_without_a_form_in_json() {
        List<@Nullable String> holed = new ArrayList<>(Arrays.asList("a", null));
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        return Stream.of(
                value(new Object()),
                value(Twin.RIGHT, Twin.class),
                value(new AtomicInteger(7)),
                value(new Forgetful("x", 7)),
                value(new Hostile()),
                value(new Page<>(List.of(PRICE)), generic(new TypeReference<Page<Price>>() {})),
                value(timestamp(), Timestamp.class),
                value(new BigInteger("9".repeat(2_000))),
                value(holed, generic(new TypeReference<List<String>>() {})),
                value(endless, List.class),
                value(deep(), List.class),
                value(Map.of(PRICE, 1), Map.class),
                value(List.of(1L, "a"), List.class),
                value(List.of(new Cat(9), new Dog("Rex")), generic(new TypeReference<List<Animal>>() {})),
                value(List.of(new Circle(1), new Square(1)), generic(new TypeReference<List<Shape>>() {})),
                value(Map.of("price", new BigDecimal("1.10"), "name", "x"), Map.class));
    }

    private static Timestamp timestamp() {
        Timestamp timestamp = new Timestamp(1_767_323_045_000L);
        timestamp.setNanos(123_456_789);
        return timestamp;
    }

    private static Object deep() {
        Object deep = List.of();
        for (int i = 0; i < 50_000; i++) {
            deep = List.of(deep);
        }
        return deep;
    }

    @ParameterizedTest
    @MethodSource("values_without_a_form_in_json")
    void is_not_stored_and_logged_once(Object value, Type type) {
        fixture.cache.set(key, value);
        fixture.cache.set(key, value);

        try (Jedis client = redis.client()) {
            assertThat(client.exists(key)).isFalse();
        }
        assertThat(fixture.cache.<Object>get(key, type)).isEmpty();
        assertThat(fixture.logged.count("Not cached: key=" + key)).isEqualTo(1);
        assertThat(fixture.cache.status().consecutiveFailures()).isZero();
    }
}
