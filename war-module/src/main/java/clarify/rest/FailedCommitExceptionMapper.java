package clarify.rest;

import jakarta.annotation.Priority;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Maps a failed commit like every other exception. Payara's Jersey (3.1.11, {@code jersey-cdi1x-transaction}) has a mapper for it
 * that answers with the last response that any transactional method has thrown, of whatever request: it is sent already, and
 * the caller reads an empty 200.
 */
@Provider
@Priority(1) // before that of Jersey, which has none
public class FailedCommitExceptionMapper implements ExceptionMapper<TransactionalException> {

    private final ProblemExceptionMapper mapper = new ProblemExceptionMapper();

    @Override
    public Response toResponse(TransactionalException failure) {
        return mapper.toResponse(failure);
    }
}
