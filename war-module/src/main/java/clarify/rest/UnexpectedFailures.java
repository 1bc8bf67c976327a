package clarify.rest;

import clarify.concurrent.BulkheadFull;
import clarify.journal.DatabaseFailure;
import clarify.logging.RecurringCauses;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Logs unexpected exceptions and makes problems of them, so that an outage does not fill the disk: what the database does at
 * another time is one line, and while it lasts one a minute with a count. Everything else is a line with an id that the
 * caller is told, and a stack trace as rarely. Thread-safe.
 */
final class UnexpectedFailures {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailures.class.getName());

    private final RecurringCauses causes;

    UnexpectedFailures() {
        this(new RecurringCauses());
    }

    UnexpectedFailures(RecurringCauses causes) {
        this.causes = causes;
    }

    /** Logs the failure. */
    Problem report(Throwable failure) {
        return reason(failure)
                .map(reason -> unavailable(type(failure), reason, failure))
                .orElseGet(() -> internalError(failure));
    }

    private static Optional<String> reason(Throwable failure) {
        return failure instanceof BulkheadFull
                ? Optional.of("Too many requests wait for the database.")
                : DatabaseFailure.of(failure).map(UnexpectedFailures::told);
    }

    private static ProblemType type(Throwable failure) {
        return failure instanceof BulkheadFull ? ProblemType.OVERLOADED : ProblemType.DATABASE_UNAVAILABLE;
    }

    private Problem unavailable(ProblemType type, String reason, Throwable failure) {
        String line = reason + " " + innermost(failure);
        causes.worth(line).ifPresent(others -> LOG.warning(line + RecurringCauses.told(others)));
        return Problem.of(type, reason + " Try again later.");
    }

    private Problem internalError(Throwable failure) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        RedactedException redacted = new RedactedException(failure);
        String line = "A request failed, error id " + id + ": ";
        causes.worth(place(failure))
                .ifPresentOrElse(
                        others -> LOG.log(
                                Level.SEVERE,
                                redacted,
                                () -> line + "see the stack trace" + RecurringCauses.told(others)),
                        () -> LOG.severe(line + redacted.getMessage() + ", as in a stack trace of the last minute"));
        return Problem.of(ProblemType.INTERNAL_ERROR, "An internal error occurred. Error id: " + id);
    }

    private static String told(DatabaseFailure reason) {
        return switch (reason) {
            case TOO_LONG -> "The database took too long.";
            case ROLLED_BACK -> "Others changed the same at the same time.";
            case READ_ONLY -> "The database can only be read at present.";
            case NOT_MIGRATED -> "The tables of the database are not up to date yet.";
            case UNREACHABLE -> "The database cannot be reached.";
        };
    }

    /** The class of the innermost cause, and the innermost SQLSTATE. */
    private static String innermost(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Optional<String> state = causes.stream()
                .filter(SQLException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .map(sql -> ", SQLSTATE " + ((SQLException) sql).getSQLState());
        return causes.get(causes.size() - 1).getClass().getName() + state.orElse("");
    }

    /** Where the innermost cause was thrown: an exception of the same class from elsewhere has another stack trace. */
    private static String place(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return innermost(failure)
                + Stream.of(causes.get(causes.size() - 1).getStackTrace())
                        .findFirst()
                        .orElse(null);
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }
}
