package clarify.rest;

import static java.util.Objects.requireNonNullElse;

import clarify.context.SignIn;
import clarify.journal.JournalChanged;
import clarify.journal.Language;
import clarify.journal.Limits;
import clarify.journal.MutationResult;
import clarify.journal.PatchField;
import clarify.journal.ProfilePatch;
import clarify.journal.ProfileView;
import clarify.journal.Profiles;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** The caller's profile. */
@Path("users/me")
@RequestScoped
@RolesAllowed("user")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ProfileResource {

    @Inject
    Caller caller;

    @Inject
    Profiles profiles;

    @Inject
    Event<JournalChanged> changes;

    @Inject
    @SignIn
    Event<JournalChanged> signIns;

    @GET
    public ProfileView get() {
        return profiles.get(caller.id());
    }

    @PUT
    @Transactional
    public Response put(@Context UriInfo uri, Draft draft) {
        MutationResult<ProfileView> profile = profiles.put(
                caller.id(),
                caller.email(),
                draft.name(),
                requireNonNullElse(draft.language(), Limits.DEFAULT_LANGUAGE));
        signIns.fire(profile.event());
        return profile.created()
                ? CreatedResponses.in(uri, "users/me", profile.row())
                : Response.ok(profile.row()).build();
    }

    @PATCH
    @Transactional
    public ProfileView patch(Edit edit) {
        MutationResult<ProfileView> profile = profiles.patch(caller.id(), edit.patch());
        changes.fire(profile.event());
        return profile.row();
    }

    @DELETE
    @Transactional
    public void delete() {
        changes.fire(profiles.delete(caller.id()));
    }

    record Draft(
            @Size(min = 1, max = Limits.NAME) @Nullable String name,
            @Nullable Language language) {}

    record Edit(PatchField<@Size(min = 1, max = Limits.NAME) String> name, PatchField<@NotNull Language> language) {

        ProfilePatch patch() {
            return new ProfilePatch(name, language);
        }
    }
}
