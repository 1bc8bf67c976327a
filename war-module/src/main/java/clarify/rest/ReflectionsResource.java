package clarify.rest;

import static java.util.Objects.requireNonNullElse;

import clarify.journal.JournalChanged;
import clarify.journal.Limits;
import clarify.journal.MutationResult;
import clarify.journal.NewReflection;
import clarify.journal.Page;
import clarify.journal.ReflectionView;
import clarify.journal.Reflections;
import clarify.journal.Tone;
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
@RolesAllowed("user")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ReflectionsResource {

    @Inject
    Caller caller;

    @Inject
    Reflections reflections;

    @Inject
    Event<JournalChanged> changes;

    @GET
    public List<ReflectionView> list(@Context UriInfo uri) {
        QueryParameters query = new QueryParameters(uri);
        Page page = query.page();
        query.refuseIfWrong();
        return reflections.list(caller.id(), page);
    }

    @GET
    @Path("{id}")
    public ReflectionView get(@PathParam("id") UUID id) {
        return reflections.get(caller.id(), id);
    }

    @POST
    @Transactional
    public Response create(@Context UriInfo uri, Draft draft) {
        MutationResult<ReflectionView> reflection = reflections.create(caller.id(), draft.reflection());
        changes.fire(reflection.event());
        return CreatedResponses.below(uri, reflection.row().id(), reflection.row());
    }

    @DELETE
    @Path("{id}")
    @Transactional
    public void delete(@PathParam("id") UUID id) {
        changes.fire(reflections.delete(caller.id(), id));
    }

    record Draft(
            @Nullable UUID dreamId,

            @NotNull @NotBlankText @Size(max = Limits.REFLECTION_DREAM)
            String dream,

            @NotNull @NotBlankText @Size(max = Limits.REFLECTION_PLAN)
            String plan,

            @NotNull @NotBlankText @Size(max = Limits.REFLECTION_RELATIONSHIP)
            String relationship,

            @NotNull @NotBlankText @Size(max = Limits.REFLECTION_OFFERING)
            String offering,

            @Nullable Tone tone,

            @Size(min = 1, max = Limits.REFLECTION_TITLE) @Nullable
            String title) {

        NewReflection reflection() {
            return new NewReflection(
                    dreamId, dream, plan, relationship, offering, requireNonNullElse(tone, Limits.DEFAULT_TONE), title);
        }
    }
}
