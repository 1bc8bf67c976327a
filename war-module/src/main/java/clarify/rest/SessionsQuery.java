package clarify.rest;

import clarify.journal.Page;
import clarify.journal.SessionStatus;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request for a list of sessions.
 *
 * @param status null: every
 */
record SessionsQuery(@Nullable SessionStatus status, Page page) {

    /** @throws jakarta.ws.rs.WebApplicationException 400 that lists every invalid parameter */
    static SessionsQuery parse(UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri);
        @Nullable SessionStatus status = parameters.enumValue("status", SessionStatus.class);
        Page page = parameters.page();
        parameters.throwIfInvalid();
        return new SessionsQuery(status, page);
    }
}
