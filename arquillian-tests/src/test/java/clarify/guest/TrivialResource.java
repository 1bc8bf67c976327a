package clarify.guest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** As cheap as a resource can be that answers who has a valid token: no bean, no role, no parameter, one text. */
@Path("trivial")
public class TrivialResource {

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String read() {
        return "hello";
    }
}
