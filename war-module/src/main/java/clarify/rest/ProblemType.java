package clarify.rest;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of problems, which clients tell apart by {@link #uri}; each has a line in {@code docs/api.md}. */
enum ProblemType {
    BAD_REQUEST(400, "Bad Request", "The request is malformed."),
    MALFORMED_BODY(400, "Malformed Body", "The body is not well-formed JSON in UTF-8."),
    BODY_BEYOND_LIMITS(400, "Body Beyond Limits", "The body has too many, too long or too deeply nested values."),
    INVALID_BODY(400, "Invalid Body", "The body is invalid; see errors."),
    INVALID_QUERY(400, "Invalid Query", "The query has invalid parameters; see errors."),
    INVALID_HEADER(400, "Invalid Header", "A header is invalid."),
    UNAUTHORIZED(401, "Unauthorized", "A valid bearer token is required."),
    SIGN_IN_TOO_OLD(
            401,
            "Sign-in Too Old",
            "This needs the token of somebody who has signed in a short while ago: sign in again."),
    FORBIDDEN(403, "Forbidden", "The token does not permit this request."),
    NOT_FOUND(404, "Not Found", "The requested resource does not exist."),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed", "The method is not supported for this resource."),
    NOT_ACCEPTABLE(406, "Not Acceptable", "None of the media types in the Accept header is available."),
    BODY_TOO_SLOW(408, "Body Too Slow", "The body took too long to arrive."),
    NO_PROFILE(409, "No Profile", "The user has no profile. Create it with PUT /clarify/api/users/me."),
    TOO_MANY_ROWS(409, "Too Many Rows", "The user has as many rows of this kind as may be."),
    ALREADY_DELETED(
            409,
            "Already Deleted",
            "What this request created was deleted since, and is not created again."
                    + " To create it anew, send the request with another Idempotency-Key."),
    CONFLICT(409, "Conflict", "The request conflicts with another one."),
    PRECONDITION_FAILED(412, "Precondition Failed", "The row was changed since it was read: read it again."),
    BODY_TOO_LARGE(413, "Body Too Large", "The body is too large."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported Media Type",
            "The body must be application/json in UTF-8; PATCH also takes application/merge-patch+json."),
    UNSUPPORTED_ENCODING(415, "Unsupported Encoding", "The body must not be compressed."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "Idempotency Key Reused",
            "The Idempotency-Key belongs to another request of the last 24 hours: each request needs its own."),
    CONFIRMATION_REQUIRED(
            428,
            "Confirmation Required",
            "Read what is to be deleted, and send its ETag as If-Match, or sign in again and send the new token."),
    HEADERS_TOO_LARGE(
            431, "Headers Too Large", "The headers are longer than " + HeaderLimitFilter.MAX_LENGTH / 1024 + " KiB."),
    INTERNAL_ERROR(500, "Internal Error", "An internal error occurred. Try again later."),
    DATABASE_UNAVAILABLE(503, "Database Unavailable", "The service cannot reach its database. Try again later."),
    OVERLOADED(503, "Overloaded", "Too many requests are on their way. Try again later."),
    CACHE_UNAVAILABLE(503, "Cache Unavailable", "Redis cannot be reached."),
    CONTEXT_UNAVAILABLE(503, "Context Unavailable", "No list of the context could be read. Try again later."),
    CONTEXT_NOT_FRESH(
            503, "Context Not Fresh", "The service cannot reach its database, so the context may not be current."),
    KEYS_UNAVAILABLE(503, "Keys Unavailable", "The token cannot be verified now. Try again later."),
    /** What only a server answers, with its own status. */
    OTHER(0, "Error", "The request was refused.");

    private final int status;
    private final String title;
    private final String detail;

    ProblemType(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    /** The first one with that status. */
    static ProblemType of(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status)
                .findFirst()
                .orElse(OTHER);
    }

    int status() {
        return status;
    }

    /** The same for each problem of this type, as RFC 9457, 3.1.3 advises. */
    String title(int answered) {
        Response.Status known = Response.Status.fromStatusCode(answered);
        return this == OTHER && known != null ? known.getReasonPhrase() : title;
    }

    /** What to say where nothing is known that would say more. */
    String detail(int answered) {
        return this == OTHER && answered >= 500 ? INTERNAL_ERROR.detail : detail;
    }

    @JsonValue
    String uri() {
        return "/clarify/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
