package clarify.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Refuses a body over 256 KiB, with or without Content-Length, before anything reads it. Every body within the limits of its
 * fields fits, also with every character escaped.
 */
@Provider
@Priority(Priorities.ENTITY_CODER)
public class BodyLimitFilter implements ContainerRequestFilter {

    static final int MAX_BYTES = 256 * 1024;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        byte[] body = request.getLength() > MAX_BYTES
                ? new byte[MAX_BYTES + 1]
                : request.getEntityStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw Problem.of(413).exception();
        }
        if (request.getMediaType() == null) {
            // RFC 9110, 8.3. Jersey would pass null to a resource for an empty body without a type.
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
        request.setEntityStream(new ByteArrayInputStream(body));
    }
}
