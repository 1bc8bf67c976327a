package clarify.rest;

import clarify.context.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request for a context.
 *
 * @param fresh what the caller demands of the context; null: nothing
 */
record ContextQuery(
        @Nullable UUID session, int budget, @Nullable Fresh fresh) {

    /** What a caller may demand of a context. */
    enum Fresh {
        /** Rather no context than one that may not be current. */
        REQUIRED;

        @Override
        public String toString() {
            return "required";
        }
    }

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
        @Nullable Fresh fresh = parameters.enumValue("fresh", Fresh.class);
        parameters.throwIfInvalid();
        return new ContextQuery(session, budget, fresh);
    }

    /**
     * The context, if it is what the caller demands.
     *
     * @throws jakarta.ws.rs.WebApplicationException 503 if it is not
     */
    Context checked(Context context) {
        if (fresh == Fresh.REQUIRED && !context.fresh()) {
            throw Problem.of(ProblemType.CONTEXT_NOT_FRESH).exception();
        }
        return context;
    }
}
