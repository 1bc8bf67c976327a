package clarify.rest;

import clarify.journal.JournalChanged;
import clarify.journal.Limits;
import clarify.journal.MessageView;
import clarify.journal.Messages;
import clarify.journal.MutationResult;
import clarify.journal.Page;
import clarify.journal.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/** What was said in one of the caller's conversations; here the caller speaks, never the assistant. */
@Path("sessions/{session}/messages")
@RequestScoped
@RolesAllowed("user")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {

    @Inject
    Caller caller;

    @Inject
    Messages messages;

    @Inject
    Event<JournalChanged> changes;

    @GET
    public List<MessageView> list(@PathParam("session") UUID session, @Context UriInfo uri) {
        QueryParameters query = new QueryParameters(uri);
        Page page = query.page();
        query.refuseIfWrong();
        return messages.list(caller.id(), session, page);
    }

    @POST
    @Transactional
    public Response append(@PathParam("session") UUID session, @Context UriInfo uri, Draft draft) {
        MutationResult<MessageView> message = messages.append(caller.id(), session, Role.USER, draft.content());
        changes.fire(message.event());
        return CreatedResponses.in(uri, "sessions/" + session + "/messages", message.row());
    }

    record Draft(
            @NotNull @NotBlankText @Size(max = Limits.MESSAGE_CONTENT)
            String content,

            @Pattern(regexp = "user") @Nullable String role) {}
}
