package clarify.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** How a bearer is refused: with a challenge as RFC 6750, 3 and RFC 9470, 3 have it. */
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

    /** @param age how long ago the sign-in may be */
    static WebApplicationException signInTooOld(Duration age) {
        return insufficientAuthentication(Problem.of(ProblemType.SIGN_IN_TOO_OLD), age);
    }

    /** The challenge says what would do as well as a confirmation: RFC 9110, 11.6.1 allows it beside any status. */
    static WebApplicationException notConfirmed(Duration age) {
        return insufficientAuthentication(Problem.of(ProblemType.CONFIRMATION_REQUIRED), age);
    }

    private static WebApplicationException insufficientAuthentication(Problem problem, Duration age) {
        return exception(
                problem,
                "insufficient_user_authentication",
                "This needs a more recent sign-in",
                ", max_age=\"" + age.toSeconds() + "\"");
    }

    private static WebApplicationException exception(Problem problem, String error, String description) {
        return exception(problem, error, description, "");
    }

    private static WebApplicationException exception(Problem problem, String error, String description, String more) {
        Response response = Response.fromResponse(problem.response())
                .header(HttpHeaders.WWW_AUTHENTICATE, null)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"" + error + "\", error_description=\"" + description + "\"" + more)
                .build();
        return new WebApplicationException(problem.detail(), response);
    }
}
