package clarify.rest;

import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;

/**
 * Lets only the roles in {@link RolesAllowed} of a resource's class call it. The servers do so in ways of their own: WildFly
 * when it is asked to, Payara with a search for classes in each request.
 */
@Provider
public class RolesFeature implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        RolesAllowed roles = resource.getResourceClass().getAnnotation(RolesAllowed.class);
        if (roles != null) {
            context.register(new RolesFilter(roles.value()));
        }
    }

    @Priority(Priorities.AUTHORIZATION)
    private static final class RolesFilter implements ContainerRequestFilter {

        private final String[] roles;

        RolesFilter(String[] roles) {
            this.roles = roles;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            if (Arrays.stream(roles).noneMatch(request.getSecurityContext()::isUserInRole)) {
                throw BearerRefusal.insufficientScope(String.join(" or ", roles));
            }
        }
    }
}
