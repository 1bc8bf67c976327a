package clarify.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a value from exactly one type of JSON. A value that breaks the rule is reported and read as null. */
final class StrictScalarDeserializer<T> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final JsonToken token;
    private final String rule;
    private final transient Function<String, Optional<T>> parser;

    /** @param parser parses the token's text; empty if it breaks the rule */
    StrictScalarDeserializer(Class<T> type, JsonToken token, String rule, Function<String, Optional<T>> parser) {
        super(type);
        this.token = token;
        this.rule = rule;
        this.parser = parser;
    }

    @Override
    public @Nullable T deserialize(JsonParser body, DeserializationContext context) throws IOException {
        Optional<T> value = body.hasToken(token) ? parser.apply(body.getText()) : Optional.empty();
        if (value.isEmpty()) {
            Violations.of(context).addUnreadable(body, rule);
            body.skipChildren();
        }
        return value.orElse(null);
    }
}
