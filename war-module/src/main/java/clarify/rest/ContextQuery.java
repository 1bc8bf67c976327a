package clarify.rest;

import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request for a context. */
record ContextQuery(@Nullable UUID session, int budget) {

    /**
     * Parses them.
     *
     * @param maxBudget also the default
     * @throws jakarta.ws.rs.WebApplicationException 400 that lists every invalid parameter
     */
    static ContextQuery parse(UriInfo uri, int maxBudget) {
        QueryParameters parameters = new QueryParameters(uri);
        @Nullable UUID session = parameters.id("session");
        int budget = parameters.integer("budget", maxBudget, maxBudget);
        parameters.throwIfInvalid();
        return new ContextQuery(session, budget);
    }
}
