package clarify.rest;

import clarify.context.ContextUnavailable;
import clarify.journal.ChangedMeanwhile;
import clarify.journal.EmailTaken;
import clarify.journal.NoProfile;
import clarify.journal.NotFound;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Answers every exception with a problem. */
@Provider
public class ProblemExceptionMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException refused) {
            return ofServer(refused.getResponse());
        }
        if (thrown instanceof NotFound) {
            return Problem.of(404).response();
        }
        if (thrown instanceof NoProfile) {
            return Problem.of(409, "The user has no profile yet. The user creates it with PUT /clarify/api/users/me.")
                    .response();
        }
        if (thrown instanceof EmailTaken) {
            return Problem.of(409, "Another user has the e-mail address of this token.")
                    .response();
        }
        if (thrown instanceof ChangedMeanwhile) {
            return Problem.of(409, "Another request did the same just now. Send this one again.")
                    .response();
        }
        if (thrown instanceof ContextUnavailable) {
            return Problem.of(503, "Nothing of the context can be read at the moment. Try again later.")
                    .response();
        }
        UnexpectedFailure failure = UnexpectedFailure.of(thrown);
        failure.log();
        return failure.problem().response();
    }

    /** The server's own refusal keeps its status and what it allows, not its words. */
    private static Response ofServer(Response refused) {
        if (refused.getEntity() instanceof Problem) {
            return refused;
        }
        Response.ResponseBuilder answer =
                Response.fromResponse(Problem.of(refused.getStatus()).response());
        refused.getHeaders()
                .getOrDefault(HttpHeaders.ALLOW, List.of())
                .forEach(method -> answer.header(HttpHeaders.ALLOW, method));
        return answer.build();
    }
}
