package clarify.rest;

import clarify.metrics.MetricsRegistry;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Refuses requests without a token under every path, because the servers answer an anonymous caller differently. Only the
 * metrics may be public.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class AuthenticationFilter implements ContainerRequestFilter {

    private final MetricsRegistry metrics;

    @Inject
    AuthenticationFilter(MetricsRegistry metrics) {
        this.metrics = metrics;
    }

    /** For RESTEasy. */
    @SuppressWarnings("NullAway")
    public AuthenticationFilter() {
        this(null);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (metrics.isOpen() && request.getUriInfo().getPath(false).matches("/?" + MetricsResource.PATH)) {
            return;
        }
        if (!(request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token)
                || token.getSubject() == null) {
            throw Problem.of(401).exception();
        }
        if (Ids.parse(token.getSubject()).isEmpty()) {
            throw Problem.of(403, "The token's subject is not a UUID.").exception();
        }
    }
}
