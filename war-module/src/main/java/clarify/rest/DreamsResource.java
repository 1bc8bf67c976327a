package clarify.rest;

import static java.util.Objects.requireNonNullElse;

import clarify.journal.Category;
import clarify.journal.DreamPatch;
import clarify.journal.DreamStatus;
import clarify.journal.DreamView;
import clarify.journal.Dreams;
import clarify.journal.JournalChanged;
import clarify.journal.Limits;
import clarify.journal.MutationResult;
import clarify.journal.NewDream;
import clarify.journal.Page;
import clarify.journal.PatchField;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's dreams. */
@Path("dreams")
@RequestScoped
@RolesAllowed("user")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DreamsResource {

    @Inject
    Caller caller;

    @Inject
    Dreams dreams;

    @Inject
    Event<JournalChanged> changes;

    @GET
    public List<DreamView> list(@Context UriInfo uri) {
        QueryParameters query = new QueryParameters(uri);
        DreamStatus status = query.choice("status", DreamStatus.class);
        Page page = query.page();
        query.refuseIfWrong();
        return dreams.list(caller.id(), status, page);
    }

    @GET
    @Path("{id}")
    public DreamView get(@PathParam("id") UUID id) {
        return dreams.get(caller.id(), id);
    }

    @POST
    @Transactional
    public Response create(@Context UriInfo uri, Draft draft) {
        MutationResult<DreamView> dream = dreams.create(caller.id(), draft.dream());
        changes.fire(dream.event());
        return CreatedResponses.below(uri, dream.row().id(), dream.row());
    }

    @PATCH
    @Path("{id}")
    @Transactional
    public DreamView patch(@PathParam("id") UUID id, Edit edit) {
        return fired(dreams.patch(caller.id(), id, edit.patch()));
    }

    @PUT
    @Path("{id}/status")
    @Transactional
    public DreamView changeStatus(@PathParam("id") UUID id, Status next) {
        return fired(dreams.changeStatus(caller.id(), id, next.status()));
    }

    @DELETE
    @Path("{id}")
    @Transactional
    public void delete(@PathParam("id") UUID id) {
        changes.fire(dreams.delete(caller.id(), id));
    }

    private DreamView fired(MutationResult<DreamView> dream) {
        changes.fire(dream.event());
        return dream.row();
    }

    record Draft(
            @NotNull @NotBlankText @Size(max = Limits.DREAM_TITLE)
            String title,

            @Size(max = Limits.DREAM_DESCRIPTION) @Nullable String description,
            @Nullable LocalDate targetDate,
            @Nullable Category category,

            @Min(Limits.LEAST) @Max(Limits.GREATEST) @Nullable
            Integer priority) {

        NewDream dream() {
            return new NewDream(
                    title, description, targetDate, category, requireNonNullElse(priority, Limits.DEFAULT_PRIORITY));
        }
    }

    record Edit(
            PatchField<@NotNull @NotBlankText @Size(max = Limits.DREAM_TITLE) String> title,
            PatchField<@Size(max = Limits.DREAM_DESCRIPTION) String> description,
            PatchField<LocalDate> targetDate,
            PatchField<Category> category,
            PatchField<@NotNull @Min(Limits.LEAST) @Max(Limits.GREATEST) Integer> priority) {

        DreamPatch patch() {
            return new DreamPatch(title, description, targetDate, category, priority);
        }
    }

    record Status(@NotNull DreamStatus status) {}
}
