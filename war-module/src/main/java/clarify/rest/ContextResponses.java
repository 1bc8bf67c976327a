package clarify.rest;

import clarify.context.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The two representations of a context. */
final class ContextResponses {

    /** Preferred when the caller accepts both. */
    static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8;qs=1.0";

    static final String JSON = MediaType.APPLICATION_JSON + ";qs=0.5";

    private static final MediaType TEXT_IN_UTF_8 = MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8");

    private ContextResponses() {}

    static Response text(Context context) {
        Response.ResponseBuilder answer = Response.ok(context.text(), TEXT_IN_UTF_8)
                .header(HttpHeaders.ETAG, EntityTags.of(context))
                .header("Clarify-Tokens", context.tokensUsed())
                .header("Clarify-Partial", context.partial());
        return context.fresh()
                ? answer.build()
                : answer.header("Clarify-Fresh", "unknown").build();
    }
}
