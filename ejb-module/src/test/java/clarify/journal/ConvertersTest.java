package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.AttributeConverter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvertersTest {

    static Stream<Arguments> enums() {
        return Stream.of(
                texts(new Converters.OfTier(), Tier.values(), "free", "pro", "unlimited"),
                texts(new Converters.OfLanguage(), Language.values(), "en", "he"),
                texts(
                        new Converters.OfDreamStatus(),
                        DreamStatus.values(),
                        "active",
                        "achieved",
                        "archived",
                        "released"),
                texts(
                        new Converters.OfCategory(),
                        Category.values(),
                        "health",
                        "career",
                        "relationships",
                        "financial",
                        "personal_growth",
                        "creative",
                        "spiritual",
                        "entrepreneurial",
                        "educational",
                        "other"),
                texts(new Converters.OfSessionStatus(), SessionStatus.values(), "active", "archived"),
                texts(new Converters.OfRole(), Role.values(), "user", "assistant"),
                texts(
                        new Converters.OfPatternType(),
                        PatternType.values(),
                        "recurring_theme",
                        "tension",
                        "potential_dream",
                        "identity_signal"),
                texts(new Converters.OfTone(), Tone.values(), "fusion", "gentle", "intense"));
    }

    private static <E> Arguments texts(AttributeConverter<E, String> converter, E[] constants, String... texts) {
        return Arguments.of(converter, List.of(constants), List.of(texts));
    }

    @ParameterizedTest
    @MethodSource("enums")
    <E> void an_enum_is_kept_as_its_lower_case_text(
            AttributeConverter<E, String> converter, List<E> constants, List<String> texts) {
        assertThat(constants).map(converter::convertToDatabaseColumn).isEqualTo(texts);
        assertThat(texts).map(converter::convertToEntityAttribute).isEqualTo(constants);
        assertThat(constants).map(Object::toString).isEqualTo(texts);
    }

    @ParameterizedTest
    @MethodSource("enums")
    @SuppressWarnings("NullAway") // a column may be null, which the interface does not say
    <E> void null_stays_null(AttributeConverter<E, String> converter) {
        assertThat(converter.convertToDatabaseColumn(null)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isNull();
    }

    @Test
    void a_text_that_is_no_constant_is_refused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Converters.OfTone().convertToEntityAttribute("loud"));
    }

    @Test
    void an_instant_keeps_its_moment() {
        Converters.OfInstant converter = new Converters.OfInstant();
        Instant instant = Instant.parse("2025-10-26T00:30:00.123456Z");

        assertThat(converter.convertToEntityAttribute(converter.convertToDatabaseColumn(instant)))
                .isEqualTo(instant);
        assertThat(converter.convertToDatabaseColumn(null)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isNull();
    }
}
