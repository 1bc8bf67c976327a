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
import java.util.List;

/** Lets only those roles call a resource that an annotation of its class names in its {@link RolesAllowed}: {@link Only}. */
@Provider
public class RolesFeature implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        List<String> roles = Only.roles(resource.getResourceClass());
        if (!roles.isEmpty()) {
            context.register(new RolesFilter(roles));
        }
    }

    @Priority(Priorities.AUTHORIZATION)
    private static final class RolesFilter implements ContainerRequestFilter {

        private final List<String> roles;

        RolesFilter(List<String> roles) {
            this.roles = roles;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            if (roles.stream().noneMatch(request.getSecurityContext()::isUserInRole)) {
                throw BearerRefusal.insufficientScope(String.join(" or ", roles));
            }
        }
    }
}
