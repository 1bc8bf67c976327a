package clarify.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/**
 * Answers 201 with what was created and a Location where it can be read, relative to the requested address, which only the client
 * knows: it may have come through a proxy.
 */
final class CreatedResponses {

    private CreatedResponses() {}

    /** For a row whose path is the requested one and its id. */
    static Response child(UriInfo requested, UUID id, Object row) {
        String here = here(requested);
        return at(here + (here.endsWith("/") ? "" : "/") + id, row);
    }

    /** For what is read where it was created. */
    static Response here(UriInfo requested, Object rows) {
        return at(here(requested), rows);
    }

    private static Response at(String location, Object rows) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, location) // as a text: a URI would be made absolute
                .entity(rows)
                .build();
    }

    /** Begins with a dot, as a colon in the first segment would make a scheme of it. */
    private static String here(UriInfo requested) {
        String path = requested.getRequestUri().getRawPath();
        return "." + path.substring(path.lastIndexOf('/'));
    }
}
