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

/** The figures, for Prometheus: its collector has a token of the role admin, or the setting opens them to everybody. */
@Path(MetricsResource.PATH)
@RequestScoped
@PermitAll // decided below, by a setting
public class MetricsResource {

    static final String PATH = "metrics";

    @Inject
    MetricsRegistry meters;

    @GET
    @Produces(MetricsRegistry.TEXT)
    public String text(@Context SecurityContext caller) {
        if (!meters.isOpen() && !caller.isUserInRole("admin")) {
            throw Problem.of(403).refusal();
        }
        return meters.text();
    }
}
