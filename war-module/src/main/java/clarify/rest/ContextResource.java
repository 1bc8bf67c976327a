package clarify.rest;

import clarify.context.Context;
import clarify.context.ContextBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The caller's context. One object for all requests, as it is the one that is asked most. */
@Path("context")
@ApplicationScoped
@Only.Users
public class ContextResource {

    private final Caller caller;
    private final ContextBuilder contexts;

    @Inject
    ContextResource(Caller caller, ContextBuilder contexts) {
        this.caller = caller;
        this.contexts = contexts;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public ContextResource() {
        this(null, null);
    }

    @GET
    @QueryNames({"session", "budget", "fresh"})
    @Produces(ContextResponses.TEXT)
    public Response readContextAsText(@jakarta.ws.rs.core.Context UriInfo uri) {
        ContextQuery query = ContextQuery.parse(uri, contexts.largestBudget());
        return ContextResponses.text(build(query));
    }

    @GET
    @QueryNames({"session", "budget", "fresh"})
    @Produces(ContextResponses.JSON)
    public Context readContext(@jakarta.ws.rs.core.Context UriInfo uri) {
        ContextQuery query = ContextQuery.parse(uri, contexts.largestBudget());
        return build(query);
    }

    /** The same without a choice of media types: a generated client has one type for each operation. */
    @GET
    @Path("explained")
    @QueryNames({"session", "budget", "fresh"})
    @Produces(MediaType.APPLICATION_JSON)
    public Context readExplainedContext(@jakarta.ws.rs.core.Context UriInfo uri) {
        return readContext(uri);
    }

    private Context build(ContextQuery query) {
        return query.checked(contexts.build(caller.id(), query.session(), query.budget()));
    }
}
