package clarify.rest;

import clarify.context.Context;
import clarify.context.ContextBuilder;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** The explained context of any user, for an administrator. */
@Path("admin/users/{user}/context")
@RequestScoped
@Only.Admins
@Produces(MediaType.APPLICATION_JSON)
public class AdminContextResource {

    private final ContextBuilder contexts;

    @Inject
    AdminContextResource(ContextBuilder contexts) {
        this.contexts = contexts;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public AdminContextResource() {
        this(null);
    }

    @GET
    @QueryNames({"session", "budget", "fresh"})
    public Context readContext(@PathParam("user") UUID user, @jakarta.ws.rs.core.Context UriInfo uri) {
        ContextQuery query = ContextQuery.parse(uri, contexts.largestBudget());
        return query.checked(contexts.build(user, query.session(), query.budget()));
    }
}
