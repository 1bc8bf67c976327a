package clarify.rest;

import clarify.journal.JournalChanged;
import clarify.journal.Limits;
import clarify.journal.MutationResult;
import clarify.journal.NewSession;
import clarify.journal.Page;
import clarify.journal.PatchField;
import clarify.journal.SessionPatch;
import clarify.journal.SessionStatus;
import clarify.journal.SessionView;
import clarify.journal.Sessions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** The caller's conversations. */
@Path("sessions")
@RequestScoped
@RolesAllowed("user")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {

    @Inject
    Caller caller;

    @Inject
    Sessions sessions;

    @Inject
    Event<JournalChanged> changes;

    @GET
    public List<SessionView> list(@Context UriInfo uri) {
        QueryParameters query = new QueryParameters(uri);
        SessionStatus status = query.choice("status", SessionStatus.class);
        Page page = query.page();
        query.refuseIfWrong();
        return sessions.list(caller.id(), status, page);
    }

    @GET
    @Path("{id}")
    public SessionView get(@PathParam("id") UUID id) {
        return sessions.get(caller.id(), id);
    }

    @POST
    @Transactional
    public Response create(@Context UriInfo uri, Draft draft) {
        MutationResult<SessionView> session =
                sessions.create(caller.id(), new NewSession(draft.title(), draft.dreamId()));
        changes.fire(session.event());
        return CreatedResponses.below(uri, session.row().id(), session.row());
    }

    @PATCH
    @Path("{id}")
    @Transactional
    public SessionView patch(@PathParam("id") UUID id, Edit edit) {
        return fired(sessions.patch(caller.id(), id, new SessionPatch(edit.title())));
    }

    @PUT
    @Path("{id}/status")
    @Transactional
    public SessionView changeStatus(@PathParam("id") UUID id, Status next) {
        return fired(sessions.changeStatus(caller.id(), id, next.status()));
    }

    @DELETE
    @Path("{id}")
    @Transactional
    public void delete(@PathParam("id") UUID id) {
        changes.fire(sessions.delete(caller.id(), id));
    }

    private SessionView fired(MutationResult<SessionView> session) {
        changes.fire(session.event());
        return session.row();
    }

    record Draft(
            @NotBlankText @Size(max = Limits.SESSION_TITLE) @Nullable
            String title,

            @Nullable UUID dreamId) {}

    record Edit(PatchField<@NotNull @NotBlankText @Size(max = Limits.SESSION_TITLE) String> title) {}

    record Status(@NotNull SessionStatus status) {}
}
