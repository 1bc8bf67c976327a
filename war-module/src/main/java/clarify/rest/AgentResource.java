package clarify.rest;

import clarify.journal.JournalChanged;
import clarify.journal.Limits;
import clarify.journal.MessageView;
import clarify.journal.Messages;
import clarify.journal.MutationResult;
import clarify.journal.PatternView;
import clarify.journal.Patterns;
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

/** What the conversation service may read and write about anybody. */
@Path("users/{user}")
@RequestScoped
@RolesAllowed("agent")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AgentResource {

    @Inject
    Messages messages;

    @Inject
    Patterns patterns;

    @Inject
    Event<JournalChanged> changes;

    @POST
    @Path("sessions/{session}/messages")
    @Transactional
    public Response append(
            @PathParam("user") UUID user, @PathParam("session") UUID session, @Context UriInfo uri, Answer answer) {
        MutationResult<MessageView> message = messages.append(user, session, Role.ASSISTANT, answer.content());
        changes.fire(message.event());
        return CreatedResponses.in(uri, "sessions/" + session + "/messages", message.row());
    }

    @POST
    @Path("patterns")
    @Transactional
    public Response record(@PathParam("user") UUID user, @Context UriInfo uri, RecordPatternsRequest batch) {
        MutationResult<List<PatternView>> recorded = patterns.record(user, batch.patterns());
        changes.fire(recorded.event());
        return CreatedResponses.in(uri, "patterns", recorded.row());
    }

    record Answer(
            @NotNull @NotBlankText @Size(max = Limits.MESSAGE_CONTENT)
            String content,

            @Pattern(regexp = "assistant") @Nullable String role) {}
}
