package clarify.rest;

import clarify.context.Context;
import clarify.context.ContextBuilder;
import clarify.journal.IdempotencyKey;
import clarify.journal.NewMessage;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was said in a session of any user, answered with the context: one call of the conversation service for each turn. */
@Path("users/{user}/sessions/{sessionId}/turns")
@RequestScoped
@Only.Agents
@Consumes(MediaType.APPLICATION_JSON)
public class UserTurnsResource {

    private final Caller caller;
    private final TurnRecorder recorder;
    private final ContextBuilder contexts;

    @Inject
    UserTurnsResource(Caller caller, TurnRecorder recorder, ContextBuilder contexts) {
        this.caller = caller;
        this.recorder = recorder;
        this.contexts = contexts;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public UserTurnsResource() {
        this(null, null, null);
    }

    @POST
    @QueryNames({"session", "budget", "fresh"})
    @Produces(ContextResponses.TEXT)
    public Response recordTurnForText(
            @PathParam("user") UUID user,
            @PathParam("sessionId") UUID session,
            @jakarta.ws.rs.core.Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            RecordTurnRequest request) {
        return ContextResponses.text(recordTurn(user, session, uri, key, request));
    }

    @POST
    @QueryNames({"session", "budget", "fresh"})
    @Produces(ContextResponses.JSON)
    public Context recordTurn(
            @PathParam("user") UUID user,
            @PathParam("sessionId") UUID session,
            @jakarta.ws.rs.core.Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            RecordTurnRequest request) {
        ContextQuery query = ContextQuery.parse(uri, contexts.largestBudget());
        List<NewMessage> turn = request.turn();
        Optional<IdempotencyKey> repeatable =
                IdempotencyKeyHeader.read(key, caller.subject(), user, "users/sessions/" + session + "/turns", turn);
        recorder.record(user, session, repeatable, turn);
        return query.checked(contexts.build(user, query.session(), query.budget()));
    }

    /** The same without a choice of media types: a generated client has one type for each operation. */
    @POST
    @Path("explained")
    @QueryNames({"session", "budget", "fresh"})
    @Produces(MediaType.APPLICATION_JSON)
    public Context recordTurnExplained(
            @PathParam("user") UUID user,
            @PathParam("sessionId") UUID session,
            @jakarta.ws.rs.core.Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            RecordTurnRequest request) {
        return recordTurn(user, session, uri, key, request);
    }
}
