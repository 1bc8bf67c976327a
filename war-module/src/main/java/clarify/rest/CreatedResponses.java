package clarify.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** 201 with the row that was written and where it can be read. */
final class CreatedResponses {

    private CreatedResponses() {}

    /** A row that has a path of its own below the one that was asked. */
    static Response below(UriInfo asked, UUID id, Object row) {
        return Response.created(
                        asked.getAbsolutePathBuilder().path(id.toString()).build())
                .entity(row)
                .build();
    }

    /** Rows that are read as a list. */
    static Response in(UriInfo asked, String list, Object rows) {
        return Response.created(asked.getBaseUriBuilder().path(list).build())
                .entity(rows)
                .build();
    }
}
