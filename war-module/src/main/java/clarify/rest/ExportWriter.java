package clarify.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes exports, which browsers save as a file. */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public class ExportWriter implements MessageBodyWriter<Export> {

    private static final String FILE = "attachment; filename=\"clarify-export.json\"";

    private final ExportAnswers answers;

    @Inject
    ExportWriter(ExportAnswers answers) {
        this.answers = answers;
    }

    /** For RESTEasy. */
    @SuppressWarnings("NullAway")
    public ExportWriter() {
        this(null);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Export.class;
    }

    @Override
    public void writeTo(
            Export export,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body) {
        answers.write(export, body, () -> {
            headers.putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_TYPE);
            headers.putSingle(HttpHeaders.CONTENT_DISPOSITION, FILE);
        });
    }
}
