package clarify.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.util.Set;

/** Reads the body of a request that may be answered, within the limits of {@link Bodies}, before anything else does. */
@Provider
@Priority(Priorities.ENTITY_CODER)
public class BodyLimitFilter implements ContainerRequestFilter {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private static final byte[] NOTHING = {};

    private final Bodies bodies;
    private final HttpServletRequest servletRequest;

    @Inject
    BodyLimitFilter(Bodies bodies, HttpServletRequest servletRequest) {
        this.bodies = bodies;
        this.servletRequest = servletRequest;
    }

    /** For RESTEasy. */
    @SuppressWarnings("NullAway")
    public BodyLimitFilter() {
        this(null, null);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        byte[] body = mayHaveBody(request) ? read(request) : NOTHING;
        if (request.getMediaType() == null) {
            // RFC 9110, 8.3. Jersey would pass null to a resource for an empty body without a type.
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
        request.setEntityStream(new ByteArrayInputStream(body));
    }

    static boolean mayHaveBody(ContainerRequestContext request) {
        return WITH_BODY.contains(request.getMethod());
    }

    private byte[] read(ContainerRequestContext request) {
        byte[] body = bodies.read(
                request.getSecurityContext().getUserPrincipal().getName(),
                request.getHeaderString(HttpHeaders.CONTENT_LENGTH),
                request.getEntityStream());
        UnreadBodies.markRead(servletRequest);
        return body;
    }
}
