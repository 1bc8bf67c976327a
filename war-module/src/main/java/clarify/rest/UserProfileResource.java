package clarify.rest;

import clarify.journal.PersonView;
import clarify.journal.Profiles;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** How the conversation service speaks to a user: by which name, in which language. */
@Path("users/{user}/profile")
@RequestScoped
@JournalRequest
@Only.Agents
@Produces(MediaType.APPLICATION_JSON)
public class UserProfileResource {

    private final Profiles profiles;

    @Inject
    UserProfileResource(Profiles profiles) {
        this.profiles = profiles;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public UserProfileResource() {
        this(null);
    }

    @GET
    public PersonView readProfile(@PathParam("user") UUID user) {
        return PersonView.of(profiles.get(user));
    }
}
