package clarify.rest;

import clarify.journal.Profiles;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** Everything that is stored of the caller, for themselves. */
@Path("users/me/export")
@RequestScoped
@JournalRequest
@Only.Users
@Produces(MediaType.APPLICATION_JSON)
public class ExportResource {

    private final Caller caller;
    private final Profiles profiles;

    @Inject
    ExportResource(Caller caller, Profiles profiles) {
        this.caller = caller;
        this.profiles = profiles;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public ExportResource() {
        this(null, null);
    }

    /** Whoever has no profile, or finds no database, is told so here; the export itself needs no place among other requests. */
    @GET
    public Export exportJournal() {
        UUID user = caller.id();
        var unused = profiles.get(user);
        return new Export(user);
    }
}
