package clarify.rest;

import clarify.concurrent.Bulkhead;
import clarify.concurrent.BulkheadFull;
import clarify.journal.ExportSettings;
import clarify.journal.ExportTooLong;
import clarify.journal.Exports;
import clarify.journal.JournalExport;
import clarify.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes exports while they are read: a few at once, one of a person. What fails before anything was sent is a problem; what fails
 * later leaves a document without its end, which is no JSON. Thread-safe.
 */
@ApplicationScoped
class ExportAnswers {

    private static final Logger LOG = Logger.getLogger(ExportAnswers.class.getName());

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Exports exports;
    private final HttpServletRequest request;
    private final Bulkhead bulkhead;
    private final ProblemExceptionMapper problems = new ProblemExceptionMapper();
    private final UnexpectedFailures failures = new UnexpectedFailures();

    @Inject
    ExportAnswers(Exports exports, HttpServletRequest request) {
        this(
                exports,
                request,
                new Bulkhead(ExportSettings.read(Settings.ofApplication()).atOnce(), 1, PATIENCE));
    }

    private ExportAnswers(Exports exports, HttpServletRequest request, Bulkhead bulkhead) {
        this.exports = exports;
        this.request = request;
        this.bulkhead = bulkhead;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    ExportAnswers() {
        this(null, null, null);
    }

    /**
     * @param begins is run before anything is written
     * @throws WebApplicationException with nothing written, if there is no place, no profile or no database
     */
    void write(Export export, OutputStream body, Runnable begins) {
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            begins.run();
            return; // whatever is written then goes nowhere
        }
        ExportOutput output = new ExportOutput(
                body, () -> ClientResponse.hasLeft(request), () -> ClientResponse.leave(request), begins);
        boolean isComplete = false;
        try {
            isComplete = bulkhead.supply(
                    export.userId(), () -> isWritten(export, output), outcome -> !Boolean.TRUE.equals(outcome));
        } catch (RuntimeException e) {
            if (!output.hasBegun()) {
                throw refusal(e);
            }
            tell(e);
        }
        export.end(isComplete);
    }

    /** Whether the client has all of it, as far as one can know. */
    private boolean isWritten(Export export, ExportOutput output) {
        try {
            exports.read(export.userId(), output::giveUp, (rows, moved) -> write(rows, output, moved));
            return true;
        } catch (RuntimeException e) {
            if (output.isClientGone()) {
                LOG.log(Level.FINE, "A client has not taken an export", e);
                return false;
            }
            throw e;
        }
    }

    private static void write(JournalExport rows, ExportOutput output, Runnable moved) {
        try {
            output.whenPassedOn(moved);
            Json.write(rows, output);
            output.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebApplicationException refusal(RuntimeException failure) {
        if (failure instanceof BulkheadFull) {
            return Problem.of(ProblemType.OVERLOADED, "Too many exports are on their way. Try again later.")
                    .exception();
        }
        return new WebApplicationException(problems.toResponse(failure));
    }

    private void tell(RuntimeException failure) {
        if (failure instanceof ExportTooLong) {
            LOG.log(Level.WARNING, "An export was not completed: {0}", failure.getMessage());
        } else {
            var unused = failures.report(failure);
        }
    }
}
