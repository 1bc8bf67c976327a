package clarify.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a value from exactly one type of JSON. What breaks the rule is reported and read as null. */
final class StrictScalarDeserializer<T> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final JsonToken token;
    private final String rule;
    private final transient Function<String, Optional<T>> reading;

    /** @param reading from the token's text; empty for a text that breaks the rule */
    StrictScalarDeserializer(Class<T> type, JsonToken token, String rule, Function<String, Optional<T>> reading) {
        super(type);
        this.token = token;
        this.rule = rule;
        this.reading = reading;
    }

    @Override
    public @Nullable T deserialize(JsonParser body, DeserializationContext context) throws IOException {
        Optional<T> value = body.hasToken(token) ? reading.apply(body.getText()) : Optional.empty();
        if (value.isEmpty()) {
            Violations.of(context).addUnreadable(body, rule);
            body.skipChildren();
        }
        return value.orElse(null);
    }
}
