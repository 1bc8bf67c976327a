package clarify.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Tells {@link AuditFilter} what each request does, before anything refuses it. */
@Provider
public class AuditFeature implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        context.register(new ActionFilter(AuditedAction.of(resource.getResourceClass(), resource.getResourceMethod())));
    }

    @Priority(Priorities.AUTHENTICATION)
    private static final class ActionFilter implements ContainerRequestFilter {

        private final AuditedAction action;

        ActionFilter(AuditedAction action) {
            this.action = action;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            request.setProperty(AuditFilter.ACTION, action);
        }
    }
}
