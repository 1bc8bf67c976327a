package clarify.rest;

import clarify.context.SignIn;
import clarify.journal.DatabaseWork;
import clarify.journal.JournalChanged;
import clarify.journal.MutationResult;
import clarify.journal.ProfileView;
import clarify.journal.Profiles;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;

/** The caller's profile. */
@Path("users/me")
@RequestScoped
@JournalRequest
@Only.Users
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ProfileResource {

    private final Caller caller;
    private final Profiles profiles;
    private final DeletionConfirmation confirmation;
    private final Event<JournalChanged> changes;
    private final Event<JournalChanged> signIns;

    @Inject
    ProfileResource(
            Caller caller,
            Profiles profiles,
            DeletionConfirmation confirmation,
            Event<JournalChanged> changes,
            @SignIn Event<JournalChanged> signIns) {
        this.caller = caller;
        this.profiles = profiles;
        this.confirmation = confirmation;
        this.changes = changes;
        this.signIns = signIns;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public ProfileResource() {
        this(null, null, null, null, null);
    }

    @GET
    public ProfileView readProfile() {
        return profiles.get(caller.id());
    }

    @PUT
    @Transactional
    @DatabaseWork
    public Response putProfile(
            @Context UriInfo uri,
            @HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch,
            PutProfileRequest request) {
        EntityTags.require(ifMatch, () -> profiles.getLocked(caller.id()));
        MutationResult<ProfileView> result =
                profiles.put(caller.id(), caller.email(), request.name(), request.language());
        ProfileView profile = result.fire(signIns);
        return result.isCreated()
                ? CreatedResponses.here(uri, profile)
                : Response.ok(profile).build();
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, JsonBodyProvider.MERGE_PATCH})
    @Transactional
    @DatabaseWork
    public ProfileView updateProfile(
            @HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch, UpdateProfileRequest request) {
        EntityTags.require(ifMatch, () -> profiles.getLocked(caller.id()));
        return profiles.patch(caller.id(), request.patch()).fire(changes);
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Transactional
    @DatabaseWork
    public void deleteProfile(@HeaderParam(RequestHeaders.IF_MATCH) List<String> ifMatch) {
        UUID user = caller.id();
        confirmation.require(ifMatch);
        EntityTags.require(ifMatch, () -> profiles.getLocked(user));
        profiles.delete(user).fire(changes);
    }
}
