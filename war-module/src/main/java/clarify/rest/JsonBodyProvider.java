package clarify.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads and writes JSON bodies instead of the server's own provider. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, JsonBodyProvider.MERGE_PATCH})
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class JsonBodyProvider implements MessageBodyReader<Object>, MessageBodyWriter<Object> {

    /** RFC 7396: what a PATCH with plain JSON does as well. */
    static final String MERGE_PATCH = "application/merge-patch+json";

    private final LargeAnswers answers;

    @Inject
    JsonBodyProvider(LargeAnswers answers) {
        this.answers = answers;
    }

    /** For RESTEasy. */
    @SuppressWarnings("NullAway")
    public JsonBodyProvider() {
        this(null);
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return true;
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return Json.read(body.readAllBytes(), genericType);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type != Export.class;
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        // A charset that the caller has asked for: JSON is UTF-8, whatever its label says.
        headers.putSingle(HttpHeaders.CONTENT_TYPE, new MediaType(mediaType.getType(), mediaType.getSubtype()));
        answers.write(Json.write(value), body);
    }
}
