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

/** Refuses a body over 64 KiB, announced or not, before anything reads it. */
@Provider
@Priority(Priorities.ENTITY_CODER)
public class BodyLimitFilter implements ContainerRequestFilter {

    static final int BYTES = 64 * 1024;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        byte[] body = request.getLength() > BYTES
                ? new byte[BYTES + 1]
                : request.getEntityStream().readNBytes(BYTES + 1);
        if (body.length > BYTES) {
            throw Problem.of(413).refusal();
        }
        if (request.getMediaType() == null) {
            // RFC 9110, 8.3. Jersey would give a resource null for an empty body without a type.
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
        request.setEntityStream(new ByteArrayInputStream(body));
    }
}
