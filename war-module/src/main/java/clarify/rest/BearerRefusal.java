package clarify.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** How a bearer is refused: with a challenge as RFC 6750, 3 has it. */
final class BearerRefusal {

    private BearerRefusal() {}

    /** @param reason in printable ASCII without quotes */
    static WebApplicationException invalidToken(String reason) {
        return exception(
                Problem.of(ProblemType.UNAUTHORIZED, "The bearer token is not valid: " + reason + "."),
                "invalid_token",
                reason);
    }

    static WebApplicationException insufficientScope(String roles) {
        return exception(Problem.of(ProblemType.FORBIDDEN), "insufficient_scope", "This needs the role " + roles);
    }

    private static WebApplicationException exception(Problem problem, String error, String description) {
        Response response = Response.fromResponse(problem.response())
                .header(HttpHeaders.WWW_AUTHENTICATE, null)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"" + error + "\", error_description=\"" + description + "\"")
                .build();
        return new WebApplicationException(problem.detail(), response);
    }
}
