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

/** The sessions of any user, for the conversation service. */
@Path("users/{user}/sessions")
@RequestScoped
@JournalRequest
@Only.Agents
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UserSessionsResource {

    private final Caller caller;
    private final Sessions sessions;
    private final Event<JournalChanged> changes;

    @Inject
    UserSessionsResource(Caller caller, Sessions sessions, Event<JournalChanged> changes) {
        this.caller = caller;
        this.sessions = sessions;
        this.changes = changes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public UserSessionsResource() {
        this(null, null, null);
    }

    @GET
    @QueryNames({"status", "limit", "before"})
    public List<SessionView> listSessions(@PathParam("user") UUID user, @Context UriInfo uri) {
        SessionsQuery query = SessionsQuery.parse(uri);
        return sessions.list(user, query.status(), query.page());
    }

    @GET
    @Path("{sessionId}")
    public SessionView readSession(@PathParam("user") UUID user, @PathParam("sessionId") UUID session) {
        return sessions.get(user, session);
    }

    @POST
    @Transactional
    @DatabaseWork
    public Response createSession(
            @PathParam("user") UUID user,
            @Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            CreateSessionRequest request) {
        NewSession newSession = request.session();
        SessionView session = sessions.create(
                        user,
                        IdempotencyKeyHeader.read(key, caller.subject(), user, "users/sessions", newSession),
                        newSession)
                .fire(changes);
        return CreatedResponses.child(uri, session.id(), session);
    }
}
