package clarify.rest;

import clarify.journal.DatabaseWork;
import clarify.journal.JournalChanged;
import clarify.journal.NewPattern;
import clarify.journal.PatternView;
import clarify.journal.Patterns;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the conversation service has found out about any user. */
@Path("users/{user}/patterns")
@RequestScoped
@JournalRequest
@Only.Agents
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UserPatternsResource {

    private final Caller caller;
    private final Patterns patterns;
    private final Event<JournalChanged> changes;

    @Inject
    UserPatternsResource(Caller caller, Patterns patterns, Event<JournalChanged> changes) {
        this.caller = caller;
        this.patterns = patterns;
        this.changes = changes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public UserPatternsResource() {
        this(null, null, null);
    }

    @GET
    @QueryNames({"limit", "before"})
    public List<PatternView> listPatterns(@PathParam("user") UUID user, @Context UriInfo uri) {
        return patterns.list(user, QueryParameters.pageOf(uri));
    }

    @POST
    @Transactional
    @DatabaseWork
    public Response recordPatterns(
            @PathParam("user") UUID user,
            @Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            RecordPatternsRequest request) {
        List<NewPattern> found = request.patterns();
        List<PatternView> recorded = patterns.record(
                        user, IdempotencyKeyHeader.read(key, caller.subject(), user, "users/patterns", found), found)
                .fire(changes);
        return CreatedResponses.here(uri, recorded);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{id}")
    @Transactional
    @DatabaseWork
    public void deletePattern(@PathParam("user") UUID user, @PathParam("id") UUID id) {
        patterns.delete(user, id).fire(changes);
    }
}
