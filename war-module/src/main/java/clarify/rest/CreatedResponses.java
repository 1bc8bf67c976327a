package clarify.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** Answers 201 with what was created and a Location where it can be read. */
final class CreatedResponses {

    private CreatedResponses() {}

    /** For a row whose path is the requested one and its id. */
    static Response child(UriInfo requested, UUID id, Object row) {
        return Response.created(
                        requested.getAbsolutePathBuilder().path(id.toString()).build())
                .entity(row)
                .build();
    }

    /** For rows that are read under another path of the API. */
    static Response at(UriInfo requested, String path, Object rows) {
        return Response.created(requested.getBaseUriBuilder().path(path).build())
                .entity(rows)
                .build();
    }
}
