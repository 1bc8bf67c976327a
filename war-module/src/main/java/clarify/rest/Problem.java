package clarify.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of every error response: RFC 9457, with one entry for each violated constraint. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(String title, int status, String detail, List<Violation> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** A dead connection is noticed and replaced within that time. */
    private static final int RETRY_SECONDS = 2;

    /**
     * One violated constraint.
     *
     * @param pointer the place in the body, as a JSON pointer in a URI fragment
     * @param parameter the query parameter, for a violation in the query
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

    /** The problem for a status without a detail of its own. */
    static Problem of(int status) {
        return of(
                status,
                switch (status) {
                    case 400 -> "The request is malformed.";
                    case 401 -> "A valid bearer token is required.";
                    case 403 -> "The token does not permit this request.";
                    case 404 -> "The requested resource does not exist.";
                    case 405 -> "The method is not supported for this resource.";
                    case 406 -> "None of the media types in the Accept header is available.";
                    case 408 -> "The body took too long to arrive.";
                    case 413 -> "The body is larger than " + Bodies.MAX_BYTES / 1024 + " KiB.";
                    case 415 -> "The body must be application/json.";
                    case 431 -> "The headers are longer than " + HeaderLimitFilter.MAX_LENGTH / 1024 + " KiB.";
                    case 503 -> "The service cannot reach its database. Try again later.";
                    default ->
                        status < 500 ? "The request was refused." : "An internal error occurred. Try again later.";
                });
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    Response response() {
        Response.ResponseBuilder answer =
                Response.status(status).type(MEDIA_TYPE).entity(this);
        return switch (status) {
            case 401 -> answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
            case 503 -> answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
            default -> answer.build();
        };
    }

    /** Writes it where no JAX-RS does, with its headers. */
    void send(HttpServletResponse answer) throws IOException {
        answer.setStatus(status);
        response().getStringHeaders().forEach((name, values) -> answer.setHeader(name, String.join(", ", values)));
        answer.getOutputStream().write(Json.write(this));
    }

    /** An exception whose response is this problem; it rolls the transaction back. */
    WebApplicationException exception() {
        return new WebApplicationException(detail, response());
    }
}
