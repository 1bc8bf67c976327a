package clarify.rest;

import clarify.context.Context;
import clarify.context.ContextBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what is asked of a context, has it built, and answers in the form that the caller accepts. */
@ApplicationScoped
class ContextResponses {

    /** Preferred, when the caller accepts both. */
    static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8;qs=1.0";

    static final String JSON = MediaType.APPLICATION_JSON + ";qs=0.5";

    @Inject
    ContextBuilder builder;

    Response text(UUID user, UriInfo uri) {
        Context context = json(user, uri);
        return Response.ok(context.text(), MediaType.TEXT_PLAIN + ";charset=UTF-8")
                .header("Clarify-Tokens", context.tokensUsed())
                .header("Clarify-Partial", context.partial())
                .build();
    }

    Context json(UUID user, UriInfo uri) {
        QueryParameters query = new QueryParameters(uri);
        @Nullable UUID session = query.id("session");
        int largest = builder.largestBudget();
        int budget = query.number("budget", largest, largest);
        query.refuseIfWrong();
        return builder.build(user, session, budget);
    }
}
