package clarify.rest;

import clarify.journal.DatabaseWork;
import clarify.journal.IdempotencyKey;
import clarify.journal.JournalChanged;
import clarify.journal.MessageView;
import clarify.journal.Messages;
import clarify.journal.NewMessage;
import clarify.journal.Page;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of one of the caller's sessions. The caller appends messages of the user, never of the assistant. */
@Path("sessions/{sessionId}/messages")
@RequestScoped
@JournalRequest
@Only.Users
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {

    private final Caller caller;
    private final Messages messages;
    private final Event<JournalChanged> changes;

    @Inject
    MessagesResource(Caller caller, Messages messages, Event<JournalChanged> changes) {
        this.caller = caller;
        this.messages = messages;
        this.changes = changes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public MessagesResource() {
        this(null, null, null);
    }

    @GET
    @QueryNames({"limit", "before"})
    public List<MessageView> listMessages(@PathParam("sessionId") UUID session, @Context UriInfo uri) {
        Page page = QueryParameters.pageOf(uri);
        return messages.list(caller.id(), session, page);
    }

    @POST
    @Transactional
    @DatabaseWork
    public Response appendMessage(
            @PathParam("sessionId") UUID session,
            @Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            AppendMessageRequest request) {
        UUID user = caller.id();
        List<NewMessage> said = List.of(new NewMessage(Role.USER, request.content()));
        Optional<IdempotencyKey> repeatable =
                IdempotencyKeyHeader.read(key, caller.subject(), user, "sessions/" + session + "/messages", said);
        List<MessageView> appended =
                messages.append(user, session, repeatable, said).fire(changes);
        return CreatedResponses.here(uri, appended.get(0));
    }
}
