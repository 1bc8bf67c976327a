package clarify.rest;

import clarify.journal.DatabaseWork;
import clarify.journal.JournalChanged;
import clarify.journal.NewReflection;
import clarify.journal.Page;
import clarify.journal.ReflectionView;
import clarify.journal.Reflections;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** The caller's reflections. */
@Path("reflections")
@RequestScoped
@JournalRequest
@Only.Users
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ReflectionsResource {

    private final Caller caller;
    private final Reflections reflections;
    private final Event<JournalChanged> changes;

    @Inject
    ReflectionsResource(Caller caller, Reflections reflections, Event<JournalChanged> changes) {
        this.caller = caller;
        this.reflections = reflections;
        this.changes = changes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public ReflectionsResource() {
        this(null, null, null);
    }

    @GET
    @QueryNames({"limit", "before"})
    public List<ReflectionView> listReflections(@Context UriInfo uri) {
        Page page = QueryParameters.pageOf(uri);
        return reflections.list(caller.id(), page);
    }

    @GET
    @Path("{id}")
    public ReflectionView readReflection(@PathParam("id") UUID id) {
        return reflections.get(caller.id(), id);
    }

    @POST
    @Transactional
    @DatabaseWork
    public Response createReflection(
            @Context UriInfo uri,
            @HeaderParam(RequestHeaders.IDEMPOTENCY_KEY) @Nullable String key,
            CreateReflectionRequest request) {
        UUID user = caller.id();
        NewReflection newReflection = request.reflection();
        ReflectionView reflection = reflections
                .create(
                        user,
                        IdempotencyKeyHeader.read(key, caller.subject(), user, "reflections", newReflection),
                        newReflection)
                .fire(changes);
        return CreatedResponses.child(uri, reflection.id(), reflection);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{id}")
    @Transactional
    @DatabaseWork
    public void deleteReflection(@PathParam("id") UUID id, @HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch) {
        EntityTags.require(ifMatch, () -> reflections.getLocked(caller.id(), id));
        reflections.delete(caller.id(), id).fire(changes);
    }
}
