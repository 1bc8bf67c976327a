package clarify.rest;

import clarify.journal.Change;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells a field that is absent (unchanged) from one that is null (cleared). */
@SuppressWarnings("rawtypes") // Jackson knows deserializers by raw class
final class ChangeDeserializer extends JsonDeserializer<Change> implements ContextualDeserializer {

    private final @Nullable JsonDeserializer<?> content;

    ChangeDeserializer() {
        this(null);
    }

    private ChangeDeserializer(@Nullable JsonDeserializer<?> content) {
        this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty field)
            throws JsonMappingException {
        return new ChangeDeserializer(context.findContextualValueDeserializer(
                context.getContextualType().containedType(0), field));
    }

    @Override
    public Change deserialize(JsonParser body, DeserializationContext context) throws IOException {
        return Change.to(Objects.requireNonNull(content).deserialize(body, context));
    }

    @Override
    public Change getNullValue(DeserializationContext context) {
        return Change.to(null);
    }

    @Override
    public Change getAbsentValue(DeserializationContext context) {
        return Change.absent();
    }
}
