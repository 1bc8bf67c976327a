package clarify.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("context")
@RequestScoped
@RolesAllowed("user")
public class ContextResource {
    @GET
    public String context() {
        return "";
    }
}
