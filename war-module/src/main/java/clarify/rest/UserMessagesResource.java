package clarify.rest;

import clarify.journal.DatabaseWork;
import clarify.journal.IdempotencyKey;
import clarify.journal.JournalChanged;
import clarify.journal.MessageView;
import clarify.journal.Messages;
import clarify.journal.NewMessage;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of a session of any user, for the conversation service, which appends those of both roles. */
@Path("users/{user}/sessions/{sessionId}/messages")
@RequestScoped
@JournalRequest
@Only.Agents
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UserMessagesResource {

    private final Caller caller;
    private final Messages messages;
    private final Event<JournalChanged> changes;

    @Inject
    UserMessagesResource(Caller caller, Messages messages, Event<JournalChanged> changes) {
        this.caller = caller;
        this.messages = messages;
        this.changes = changes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public UserMessagesResource() {
        this(null, null, null);
    }

    @GET
    @QueryNames({"limit", "before"})
    public List<MessageView> listMessages(
            @PathParam("user") UUID user, @PathParam("sessionId") UUID session, @Context UriInfo uri) {
        return messages.list(user, session, QueryParameters.pageOf(uri));
    }

    @POST
    @Transactional
    @DatabaseWork
    public Response appendMessage(
            @PathParam("user") UUID user,
            @PathParam("sessionId") UUID session,
            @Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            AppendMessageOfUserRequest request) {
        List<NewMessage> said = List.of(request.message());
        Optional<IdempotencyKey> repeatable =
                IdempotencyKeyHeader.read(key, caller.subject(), user, "users/sessions/" + session + "/messages", said);
        List<MessageView> appended =
                messages.append(user, session, repeatable, said).fire(changes);
        return CreatedResponses.here(uri, appended.get(0));
    }
}
