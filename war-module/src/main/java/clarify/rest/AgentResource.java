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

/** What the conversation service writes about any user. */
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
        return CreatedResponses.at(uri, "sessions/" + session + "/messages", message);
    }

    @POST
    @Path("patterns")
    @Transactional
    @DatabaseWork
    public Response record(@PathParam("user") UUID user, @Context UriInfo uri, RecordPatternsRequest request) {
        List<PatternView> recorded = patterns.record(user, request.patterns()).fire(changes);
        return CreatedResponses.at(uri, "patterns", recorded);
    }
}
