package clarify.rest;

import clarify.journal.DatabaseWork;
import clarify.journal.JournalChanged;
import clarify.journal.MessageView;
import clarify.journal.Messages;
import clarify.journal.PatternView;
import clarify.journal.Patterns;
import clarify.journal.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
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

/** What the conversation service reads and writes about any user. */
@Path("users/{user}")
@RequestScoped
@JournalRequest
@Only.Agents
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AgentResource {

    private final Messages messages;
    private final Patterns patterns;
    private final Event<JournalChanged> changes;

    @Inject
    AgentResource(Messages messages, Patterns patterns, Event<JournalChanged> changes) {
        this.messages = messages;
        this.patterns = patterns;
        this.changes = changes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public AgentResource() {
        this(null, null, null);
    }

    @GET
    @Path("sessions/{session}/messages")
    @QueryNames({"limit", "before"})
    public List<MessageView> messages(
            @PathParam("user") UUID user, @PathParam("session") UUID session, @Context UriInfo uri) {
        return messages.list(user, session, QueryParameters.pageOf(uri));
    }

    @POST
    @Path("sessions/{session}/messages")
    @Transactional
    @DatabaseWork
    public Response append(
            @PathParam("user") UUID user,
            @PathParam("session") UUID session,
            @Context UriInfo uri,
            @HeaderParam(NewRowId.HEADER) @Nullable String key,
            AppendAssistantMessageRequest request) {
        MessageView message = messages.append(
                        user, session, NewRowId.of(user, uri, key), Role.ASSISTANT, request.content())
                .fire(changes);
        return CreatedResponses.here(uri, message);
    }

    @GET
    @Path("patterns")
    @QueryNames({"limit", "before"})
    public List<PatternView> patterns(@PathParam("user") UUID user, @Context UriInfo uri) {
        return patterns.list(user, QueryParameters.pageOf(uri));
    }

    @POST
    @Path("patterns")
    @Transactional
    @DatabaseWork
    public Response record(@PathParam("user") UUID user, @Context UriInfo uri, RecordPatternsRequest request) {
        List<PatternView> recorded = patterns.record(user, request.patterns()).fire(changes);
        return CreatedResponses.here(uri, recorded);
    }
}
