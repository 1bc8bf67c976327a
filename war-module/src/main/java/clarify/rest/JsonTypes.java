package clarify.rest;

import clarify.journal.PatchField;
import clarify.kind.Kind;
import clarify.text.Texts;
import clarify.text.Uuids;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The types of the fields in request and response bodies. */
final class JsonTypes extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final int ISO_DATE_LENGTH = 10;
    private static final BigInteger MIN_INT = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);

    JsonTypes() {
        setDeserializers(new EnumDeserializers());
        addString(
                String.class,
                "must be a string without U+0000 and without lone surrogates",
                text -> Optional.of(text).filter(JsonTypes::isStorable));
        addString(UUID.class, "must be a UUID", Uuids::parse);
        addString(LocalDate.class, "must be a date like 2026-01-31", JsonTypes::date);
        addDeserializer(
                Integer.class,
                new StrictScalarDeserializer<>(
                        Integer.class, JsonToken.VALUE_NUMBER_INT, "must be an integer", JsonTypes::integer));
        addDeserializer(PatchField.class, new PatchFieldDeserializer());
        addSerializer(Instant.class, ToStringSerializer.instance);
        addSerializer(LocalDate.class, ToStringSerializer.instance);
        addSerializer(Duration.class, ToStringSerializer.instance);
        addSerializer(Kind.class, new KindSerializer());
    }

    private <T> void addString(Class<T> type, String rule, Function<String, Optional<T>> parser) {
        addDeserializer(type, new StrictScalarDeserializer<>(type, JsonToken.VALUE_STRING, rule, parser));
    }

    /** Whether every database can store the text. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && !Texts.hasLoneSurrogate(text);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(text)
                    .filter(t -> t.length() == ISO_DATE_LENGTH)
                    .map(LocalDate::parse)
                    .filter(date -> date.getYear() > 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A number outside the range of int becomes the nearest int, so that the limit of the field is reported. */
    private static Optional<Integer> integer(String text) {
        return Optional.of(new BigInteger(text).max(MIN_INT).min(MAX_INT).intValue());
    }

    private static final class EnumDeserializers extends SimpleDeserializers {

        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // the class of some enum
        public JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            return deserializer((Class) type);
        }

        private static <E extends Enum<E>> JsonDeserializer<E> deserializer(Class<E> type) {
            EnumValues<E> values = new EnumValues<>(type);
            return new StrictScalarDeserializer<>(type, JsonToken.VALUE_STRING, values.rule(), values::parse);
        }
    }

    private static final class KindSerializer extends StdScalarSerializer<Kind> {

        private static final long serialVersionUID = 1L;

        KindSerializer() {
            super(Kind.class);
        }

        @Override
        public void serialize(Kind kind, JsonGenerator body, SerializerProvider context) throws IOException {
            body.writeString(kind.label());
        }
    }
}
