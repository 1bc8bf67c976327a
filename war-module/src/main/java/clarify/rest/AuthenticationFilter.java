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
 * Lets nobody in without a token, whatever the path: servers disagree on what an anonymous caller is told. Only the
 * figures may be open to everybody.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class AuthenticationFilter implements ContainerRequestFilter {

    @Inject
    MetricsRegistry meters;

    @Override
    public void filter(ContainerRequestContext request) {
        if (meters.isOpen() && request.getUriInfo().getPath(false).matches("/?" + MetricsResource.PATH)) {
            return;
        }
        if (!(request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token)
                || token.getSubject() == null) {
            throw Problem.of(401).refusal();
        }
        if (Ids.parse(token.getSubject()).isEmpty()) {
            throw Problem.of(403, "The token's subject is not the id of a user.")
                    .refusal();
        }
    }
}
