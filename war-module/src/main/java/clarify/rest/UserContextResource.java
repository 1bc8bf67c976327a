package clarify.rest;

import clarify.context.Context;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** Anybody's context, for the conversation service. */
@Path("users/{user}/context")
@RequestScoped
@RolesAllowed("agent")
public class UserContextResource {

    @Inject
    ContextResponses door;

    @GET
    @Produces(ContextResponses.TEXT)
    public Response text(@PathParam("user") UUID user, @jakarta.ws.rs.core.Context UriInfo uri) {
        return door.text(user, uri);
    }

    @GET
    @Produces(ContextResponses.JSON)
    public Context json(@PathParam("user") UUID user, @jakarta.ws.rs.core.Context UriInfo uri) {
        return door.json(user, uri);
    }
}
