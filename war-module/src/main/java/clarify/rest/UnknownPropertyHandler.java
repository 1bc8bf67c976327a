package clarify.rest;

import clarify.text.Texts;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;

/** Refuses what cannot be written here, by name, and goes on to find the rest. */
final class UnknownPropertyHandler extends DeserializationProblemHandler {

    private static final int LONGEST_ECHO = 100;

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext reading, JsonParser body, JsonDeserializer<?> reader, Object bean, String name)
            throws IOException {
        String parent = object(body).getParent().pathAsPointer().toString();
        String echo = Texts.shorten(name, LONGEST_ECHO).replace("~", "~0").replace("/", "~1");
        Violations.of(reading).add(Problem.Violation.at(parent + "/" + echo, "cannot be written here"));
        body.skipChildren();
        return true;
    }

    /** The object that has the property: the parser may have entered the property's value. */
    private static JsonStreamContext object(JsonParser body) {
        JsonStreamContext context = body.getParsingContext();
        return body.isExpectedStartObjectToken() || body.isExpectedStartArrayToken() ? context.getParent() : context;
    }
}
