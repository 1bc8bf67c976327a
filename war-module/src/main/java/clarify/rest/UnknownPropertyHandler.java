package clarify.rest;

import clarify.text.Texts;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;

/** Reports properties that cannot be written, by name, and goes on, so that every violation is found. */
final class UnknownPropertyHandler extends DeserializationProblemHandler {

    private static final int MAX_NAME_LENGTH = 100;

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context, JsonParser body, JsonDeserializer<?> reader, Object bean, String name)
            throws IOException {
        String parent = object(body).getParent().pathAsPointer().toString();
        String shown = Texts.shorten(name, MAX_NAME_LENGTH).replace("~", "~0").replace("/", "~1");
        Violations.of(context).add(Problem.Violation.at(parent + "/" + shown, "is not a property that can be written"));
        body.skipChildren();
        return true;
    }

    /** The object that has the property: the parser may already be inside the property's value. */
    private static JsonStreamContext object(JsonParser body) {
        JsonStreamContext context = body.getParsingContext();
        return body.isExpectedStartObjectToken() || body.isExpectedStartArrayToken() ? context.getParent() : context;
    }
}
