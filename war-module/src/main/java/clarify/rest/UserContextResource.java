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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** The context of any user, for the conversation service. */
@Path("users/{user}/context")
@RequestScoped
@Only.Agents
public class UserContextResource {

    private final ContextBuilder contexts;

    @Inject
    UserContextResource(ContextBuilder contexts) {
        this.contexts = contexts;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public UserContextResource() {
        this(null);
    }

    @GET
    @QueryNames({"session", "budget", "fresh"})
    @Produces(ContextResponses.TEXT)
    public Response readContextAsText(@PathParam("user") UUID user, @jakarta.ws.rs.core.Context UriInfo uri) {
        ContextQuery query = ContextQuery.parse(uri, contexts.largestBudget());
        return ContextResponses.text(build(user, query));
    }

    @GET
    @QueryNames({"session", "budget", "fresh"})
    @Produces(ContextResponses.JSON)
    public Context readContext(@PathParam("user") UUID user, @jakarta.ws.rs.core.Context UriInfo uri) {
        ContextQuery query = ContextQuery.parse(uri, contexts.largestBudget());
        return build(user, query);
    }

    /** The same without a choice of media types: a generated client has one type for each operation. */
    @GET
    @Path("explained")
    @QueryNames({"session", "budget", "fresh"})
    @Produces(MediaType.APPLICATION_JSON)
    public Context readExplainedContext(@PathParam("user") UUID user, @jakarta.ws.rs.core.Context UriInfo uri) {
        return readContext(user, uri);
    }

    private Context build(UUID user, ContextQuery query) {
        return query.checked(contexts.build(user, query.session(), query.budget()));
    }
}
