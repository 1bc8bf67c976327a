package clarify.rest;

import clarify.journal.DatabaseWork;
import clarify.journal.DreamStatus;
import clarify.journal.DreamView;
import clarify.journal.Dreams;
import clarify.journal.JournalChanged;
import clarify.journal.NewDream;
import clarify.journal.Page;
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

/** The caller's dreams. */
@Path("dreams")
@RequestScoped
@JournalRequest
@Only.Users
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DreamsResource {

    private final Caller caller;
    private final Dreams dreams;
    private final Event<JournalChanged> changes;

    @Inject
    DreamsResource(Caller caller, Dreams dreams, Event<JournalChanged> changes) {
        this.caller = caller;
        this.dreams = dreams;
        this.changes = changes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public DreamsResource() {
        this(null, null, null);
    }

    @GET
    @QueryNames({"status", "limit", "before"})
    public List<DreamView> listDreams(@Context UriInfo uri) {
        QueryParameters query = new QueryParameters(uri);
        DreamStatus status = query.enumValue("status", DreamStatus.class);
        Page page = query.page();
        query.throwIfInvalid();
        return dreams.list(caller.id(), status, page);
    }

    @GET
    @Path("{id}")
    public DreamView readDream(@PathParam("id") UUID id) {
        return dreams.get(caller.id(), id);
    }

    @POST
    @Transactional
    @DatabaseWork
    public Response createDream(
            @Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            CreateDreamRequest request) {
        UUID user = caller.id();
        NewDream newDream = request.dream();
        DreamView dream = dreams.create(
                        user, IdempotencyKeyHeader.read(key, caller.subject(), user, "dreams", newDream), newDream)
                .fire(changes);
        return CreatedResponses.child(uri, dream.id(), dream);
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, JsonBodyProvider.MERGE_PATCH})
    @Path("{id}")
    @Transactional
    @DatabaseWork
    public DreamView updateDream(
            @PathParam("id") UUID id,
            @HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch,
            UpdateDreamRequest request) {
        EntityTags.require(ifMatch, () -> dreams.getLocked(caller.id(), id));
        return dreams.patch(caller.id(), id, request.patch()).fire(changes);
    }

    @PUT
    @Path("{id}/status")
    @Transactional
    @DatabaseWork
    public DreamView changeStatusOfDream(
            @PathParam("id") UUID id,
            @HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch,
            ChangeDreamStatusRequest request) {
        EntityTags.require(ifMatch, () -> dreams.getLocked(caller.id(), id));
        return dreams.changeStatus(caller.id(), id, request.status()).fire(changes);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{id}")
    @Transactional
    @DatabaseWork
    public void deleteDream(@PathParam("id") UUID id, @HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch) {
        EntityTags.require(ifMatch, () -> dreams.getLocked(caller.id(), id));
        dreams.delete(caller.id(), id).fire(changes);
    }
}
