package clarify.rest;

import clarify.journal.PatchField;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Distinguishes an absent field (unchanged) from a null field (cleared). */
@SuppressWarnings("rawtypes") // Jackson knows deserializers by raw class
final class PatchFieldDeserializer extends JsonDeserializer<PatchField> implements ContextualDeserializer {

    private final @Nullable JsonDeserializer<?> content;

    PatchFieldDeserializer() {
        this(null);
    }

    private PatchFieldDeserializer(@Nullable JsonDeserializer<?> content) {
        this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty field)
            throws JsonMappingException {
        return new PatchFieldDeserializer(context.findContextualValueDeserializer(
                context.getContextualType().containedType(0), field));
    }

    @Override
    public PatchField deserialize(JsonParser body, DeserializationContext context) throws IOException {
        return PatchField.of(Objects.requireNonNull(content).deserialize(body, context));
    }

    @Override
    public PatchField getNullValue(DeserializationContext context) {
        return PatchField.of(null);
    }

    @Override
    public PatchField getAbsentValue(DeserializationContext context) {
        return PatchField.absent();
    }
}
