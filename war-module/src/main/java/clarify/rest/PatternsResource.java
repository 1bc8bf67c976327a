package clarify.rest;

import clarify.journal.DatabaseWork;
import clarify.journal.JournalChanged;
import clarify.journal.Page;
import clarify.journal.PatternView;
import clarify.journal.Patterns;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;

/** The caller's patterns, which the conversation service has recorded. */
@Path("patterns")
@RequestScoped
@JournalRequest
@Only.Users
@Produces(MediaType.APPLICATION_JSON)
public class PatternsResource {

    private final Caller caller;
    private final Patterns patterns;
    private final Event<JournalChanged> changes;

    @Inject
    PatternsResource(Caller caller, Patterns patterns, Event<JournalChanged> changes) {
        this.caller = caller;
        this.patterns = patterns;
        this.changes = changes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public PatternsResource() {
        this(null, null, null);
    }

    @GET
    @QueryNames({"limit", "before"})
    public List<PatternView> listPatterns(@Context UriInfo uri) {
        Page page = QueryParameters.pageOf(uri);
        return patterns.list(caller.id(), page);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{id}")
    @Transactional
    @DatabaseWork
    public void deletePattern(@PathParam("id") UUID id) {
        patterns.delete(caller.id(), id).fire(changes);
    }
}
