package clarify.rest;

import clarify.context.Context;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The caller's context. */
@Path("context")
@RequestScoped
@RolesAllowed("user")
public class ContextResource {

    @Inject
    Caller caller;

    @Inject
    ContextResponses door;

    @GET
    @Produces(ContextResponses.TEXT)
    public Response text(@jakarta.ws.rs.core.Context UriInfo uri) {
        return door.text(caller.id(), uri);
    }

    @GET
    @Produces(ContextResponses.JSON)
    public Context json(@jakarta.ws.rs.core.Context UriInfo uri) {
        return door.json(caller.id(), uri);
    }
}
