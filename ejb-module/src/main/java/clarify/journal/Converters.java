package clarify.journal;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the columns keep what the attributes say. */
final class Converters {

    private Converters() {}

    /** EclipseLink would bind an {@code Instant} as a serialised object. */
    @Converter(autoApply = true)
    static class OfInstant implements AttributeConverter<Instant, OffsetDateTime> {

        @Override
        public @Nullable OffsetDateTime convertToDatabaseColumn(@Nullable Instant instant) {
            return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
        }

        @Override
        public @Nullable Instant convertToEntityAttribute(@Nullable OffsetDateTime column) {
            return column == null ? null : column.toInstant();
        }
    }

    /** An enum is kept as its lower-case text. */
    abstract static class OfEnum<E extends Enum<E>> implements AttributeConverter<E, String> {

        private final Map<String, E> byText;

        OfEnum(E[] constants) {
            byText = Arrays.stream(constants).collect(Collectors.toMap(Enum::toString, Function.identity()));
        }

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable E value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable E convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : byText.get(column);
        }
    }

    @Converter(autoApply = true)
    static class OfTier extends OfEnum<Tier> {
        OfTier() {
            super(Tier.values());
        }
    }

    @Converter(autoApply = true)
    static class OfLanguage extends OfEnum<Language> {
        OfLanguage() {
            super(Language.values());
        }
    }

    @Converter(autoApply = true)
    static class OfDreamStatus extends OfEnum<DreamStatus> {
        OfDreamStatus() {
            super(DreamStatus.values());
        }
    }

    @Converter(autoApply = true)
    static class OfCategory extends OfEnum<Category> {
        OfCategory() {
            super(Category.values());
        }
    }

    @Converter(autoApply = true)
    static class OfSessionStatus extends OfEnum<SessionStatus> {
        OfSessionStatus() {
            super(SessionStatus.values());
        }
    }

    @Converter(autoApply = true)
    static class OfRole extends OfEnum<Role> {
        OfRole() {
            super(Role.values());
        }
    }

    @Converter(autoApply = true)
    static class OfPatternType extends OfEnum<PatternType> {
        OfPatternType() {
            super(PatternType.values());
        }
    }

    @Converter(autoApply = true)
    static class OfTone extends OfEnum<Tone> {
        OfTone() {
            super(Tone.values());
        }
    }
}
