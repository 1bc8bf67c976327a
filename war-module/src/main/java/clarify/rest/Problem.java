package clarify.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller is told when something is refused or fails: RFC 9457, one error for each violated limit. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(String title, int status, String detail, List<Violation> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One violated limit.
     *
     * @param pointer where in the body, as a JSON pointer in a URI fragment
     * @param parameter or which parameter of the query
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Violation(@Nullable String pointer, @Nullable String parameter, String detail) {

        static Violation at(String pointer, String detail) {
            return new Violation("#" + pointer, null, detail);
        }

        static Violation in(String parameter, String detail) {
            return new Violation(null, parameter, detail);
        }
    }

    static Problem of(int status, String detail) {
        return new Problem(title(status), status, detail, List.of());
    }

    static Problem of(int status, String detail, List<Violation> errors) {
        return new Problem(title(status), status, detail, List.copyOf(errors));
    }

    /** The problem that a bare status stands for. */
    static Problem of(int status) {
        return of(
                status,
                switch (status) {
                    case 400 -> "The request is malformed.";
                    case 401 -> "Send a valid bearer token.";
                    case 403 -> "The token does not permit this.";
                    case 404 -> "There is nothing here.";
                    case 405 -> "The method is not supported here.";
                    case 406 -> "None of the media types in Accept can be served.";
                    case 413 -> "The body is larger than 64 KiB.";
                    case 415 -> "The body must be application/json.";
                    case 503 -> "The service cannot reach its database. Try again later.";
                    default -> status < 500 ? "The request cannot be served." : "The service failed. Try again later.";
                });
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    Response response() {
        Response.ResponseBuilder answer =
                Response.status(status).type(MEDIA_TYPE).entity(this);
        return status == 401
                ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build()
                : answer.build();
    }

    /** To be thrown: the answer is this problem, and the transaction is rolled back. */
    WebApplicationException refusal() {
        return new WebApplicationException(detail, response());
    }
}
