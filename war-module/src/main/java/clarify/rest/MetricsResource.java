package clarify.rest;

import clarify.metrics.MetricsRegistry;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** The metrics, for Prometheus: it sends a token with the role admin, unless the setting makes them public. */
@Path(MetricsResource.PATH)
@RequestScoped
@PermitAll // a setting decides, below
public class MetricsResource {

    static final String PATH = "metrics";

    private final MetricsRegistry metrics;

    @Inject
    MetricsResource(MetricsRegistry metrics) {
        this.metrics = metrics;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public MetricsResource() {
        this(null);
    }

    @GET
    @Produces(MetricsRegistry.TEXT)
    public String text(@Context SecurityContext caller) {
        if (!metrics.isOpen() && !caller.isUserInRole("admin")) {
            throw BearerRefusal.insufficientScope("admin");
        }
        return metrics.text();
    }
}
