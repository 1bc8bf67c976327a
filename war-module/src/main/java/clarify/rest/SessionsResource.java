package clarify.rest;

import clarify.journal.DatabaseWork;
import clarify.journal.JournalChanged;
import clarify.journal.NewSession;
import clarify.journal.SessionView;
import clarify.journal.Sessions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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

/** The caller's sessions. */
@Path("sessions")
@RequestScoped
@JournalRequest
@Only.Users
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {

    private final Caller caller;
    private final Sessions sessions;
    private final Event<JournalChanged> changes;

    @Inject
    SessionsResource(Caller caller, Sessions sessions, Event<JournalChanged> changes) {
        this.caller = caller;
        this.sessions = sessions;
        this.changes = changes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public SessionsResource() {
        this(null, null, null);
    }

    @GET
    @QueryNames({"status", "limit", "before"})
    public List<SessionView> listSessions(@Context UriInfo uri) {
        SessionsQuery query = SessionsQuery.parse(uri);
        return sessions.list(caller.id(), query.status(), query.page());
    }

    @GET
    @Path("{id}")
    public SessionView readSession(@PathParam("id") UUID id) {
        return sessions.get(caller.id(), id);
    }

    @POST
    @Transactional
    @DatabaseWork
    public Response createSession(
            @Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            CreateSessionRequest request) {
        UUID user = caller.id();
        NewSession newSession = request.session();
        SessionView session = sessions.create(
                        user,
                        IdempotencyKeyHeader.read(key, caller.subject(), user, "sessions", newSession),
                        newSession)
                .fire(changes);
        return CreatedResponses.child(uri, session.id(), session);
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, JsonBodyProvider.MERGE_PATCH})
    @Path("{id}")
    @Transactional
    @DatabaseWork
    public SessionView updateSession(
            @PathParam("id") UUID id,
            @HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch,
            UpdateSessionRequest request) {
        EntityTags.require(ifMatch, () -> sessions.getLocked(caller.id(), id));
        return sessions.patch(caller.id(), id, request.patch()).fire(changes);
    }

    @PUT
    @Path("{id}/status")
    @Transactional
    @DatabaseWork
    public SessionView changeStatusOfSession(
            @PathParam("id") UUID id,
            @HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch,
            ChangeSessionStatusRequest request) {
        EntityTags.require(ifMatch, () -> sessions.getLocked(caller.id(), id));
        return sessions.changeStatus(caller.id(), id, request.status()).fire(changes);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{id}")
    @Transactional
    @DatabaseWork
    public void deleteSession(@PathParam("id") UUID id, @HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch) {
        EntityTags.require(ifMatch, () -> sessions.getLocked(caller.id(), id));
        sessions.delete(caller.id(), id).fire(changes);
    }
}
