package clarify.rest;

import clarify.context.ContextUnavailable;
import clarify.journal.AlreadyDeleted;
import clarify.journal.IdempotencyKeyReused;
import clarify.journal.NoProfile;
import clarify.journal.NotFound;
import clarify.journal.TooManyRows;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Maps every exception to a problem. */
@Provider
public class ProblemExceptionMapper implements ExceptionMapper<Throwable> {

    private final UnexpectedFailures failures = new UnexpectedFailures();

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException exception) {
            return ofServer(exception.getResponse());
        }
        if (thrown instanceof NotFound) {
            return Problem.of(ProblemType.NOT_FOUND).response();
        }
        if (thrown instanceof NoProfile) {
            return Problem.of(ProblemType.NO_PROFILE).response();
        }
        if (thrown instanceof AlreadyDeleted) {
            return Problem.of(ProblemType.ALREADY_DELETED).response();
        }
        if (thrown instanceof IdempotencyKeyReused) {
            return Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED).response();
        }
        if (thrown instanceof TooManyRows full) {
            return Problem.of(
                            ProblemType.TOO_MANY_ROWS,
                            "The user has " + full.limit()
                                    + " rows of this kind, and may have no more. Delete some of them first.")
                    .response();
        }
        if (thrown instanceof ContextUnavailable) {
            return Problem.of(ProblemType.CONTEXT_UNAVAILABLE).response();
        }
        return failures.report(thrown).response();
    }

    /** The server's own error response keeps its status and Allow header; its text is replaced. */
    private static Response ofServer(Response response) {
        if (response.getEntity() instanceof Problem) {
            return response;
        }
        Response.ResponseBuilder answer =
                Response.fromResponse(Problem.of(response.getStatus()).response());
        response.getHeaders()
                .getOrDefault(HttpHeaders.ALLOW, List.of())
                .forEach(method -> answer.header(HttpHeaders.ALLOW, method));
        return answer.build();
    }
}
