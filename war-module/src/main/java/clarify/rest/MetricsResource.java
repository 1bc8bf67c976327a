package clarify.rest;

import clarify.metrics.MetricsRegistry;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
    public Response readMetrics(@Context SecurityContext caller, @Context HttpHeaders headers) {
        if (!metrics.isOpen() && !caller.isUserInRole("admin")) {
            throw BearerRefusal.insufficientScope("admin");
        }
        byte[] text = metrics.text().getBytes(StandardCharsets.UTF_8);
        if (!Gzip.isAccepted(headers.getRequestHeaders().getOrDefault(HttpHeaders.ACCEPT_ENCODING, List.of()))) {
            return answer(text).build();
        }
        return answer(Gzip.compress(text))
                .header(HttpHeaders.CONTENT_ENCODING, Gzip.NAME)
                .build();
    }

    private static Response.ResponseBuilder answer(byte[] body) {
        return Response.ok(body).header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
}
