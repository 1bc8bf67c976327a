package clarify.journal;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Converts attributes to columns: an enum to its lower-case text. Each converter names its two types itself, because
 * EclipseLink does not find them in a common superclass.
 */
final class Converters {

    private Converters() {}

    private static @Nullable String text(@Nullable Enum<?> value) {
        return value == null ? null : value.toString();
    }

    /** The constant that a column holds. */
    static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String column) {
        return column == null ? null : Enum.valueOf(type, column.toUpperCase(Locale.ROOT));
    }

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

    /** A date as ISO 8601 text, and not as {@code java.sql.Date}: that one is another day before 1582 and in some time zones. */
    @Converter(autoApply = true)
    static class OfDate implements AttributeConverter<LocalDate, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable LocalDate date) {
            return date == null ? null : date.toString();
        }

        @Override
        public @Nullable LocalDate convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : LocalDate.parse(column);
        }
    }

    /** For a column that may be null: EclipseLink's own converter of UUIDs throws when it reads one. */
    @Converter
    static class OfNullableUuid implements AttributeConverter<UUID, UUID> {

        @Override
        public @Nullable UUID convertToDatabaseColumn(@Nullable UUID id) {
            return id;
        }

        @Override
        public @Nullable UUID convertToEntityAttribute(@Nullable UUID column) {
            return column;
        }
    }

    @Converter(autoApply = true)
    static class OfTier implements AttributeConverter<Tier, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Tier value) {
            return text(value);
        }

        @Override
        public @Nullable Tier convertToEntityAttribute(@Nullable String column) {
            return constant(Tier.class, column);
        }
    }

    @Converter(autoApply = true)
    static class OfLanguage implements AttributeConverter<Language, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Language value) {
            return text(value);
        }

        @Override
        public @Nullable Language convertToEntityAttribute(@Nullable String column) {
            return constant(Language.class, column);
        }
    }

    @Converter(autoApply = true)
    static class OfDreamStatus implements AttributeConverter<DreamStatus, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable DreamStatus value) {
            return text(value);
        }

        @Override
        public @Nullable DreamStatus convertToEntityAttribute(@Nullable String column) {
            return constant(DreamStatus.class, column);
        }
    }

    @Converter(autoApply = true)
    static class OfCategory implements AttributeConverter<Category, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Category value) {
            return text(value);
        }

        @Override
        public @Nullable Category convertToEntityAttribute(@Nullable String column) {
            return constant(Category.class, column);
        }
    }

    @Converter(autoApply = true)
    static class OfSessionStatus implements AttributeConverter<SessionStatus, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable SessionStatus value) {
            return text(value);
        }

        @Override
        public @Nullable SessionStatus convertToEntityAttribute(@Nullable String column) {
            return constant(SessionStatus.class, column);
        }
    }

    @Converter(autoApply = true)
    static class OfRole implements AttributeConverter<Role, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Role value) {
            return text(value);
        }

        @Override
        public @Nullable Role convertToEntityAttribute(@Nullable String column) {
            return constant(Role.class, column);
        }
    }

    @Converter(autoApply = true)
    static class OfPatternType implements AttributeConverter<PatternType, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable PatternType value) {
            return text(value);
        }

        @Override
        public @Nullable PatternType convertToEntityAttribute(@Nullable String column) {
            return constant(PatternType.class, column);
        }
    }

    @Converter(autoApply = true)
    static class OfTone implements AttributeConverter<Tone, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Tone value) {
            return text(value);
        }

        @Override
        public @Nullable Tone convertToEntityAttribute(@Nullable String column) {
            return constant(Tone.class, column);
        }
    }
}
