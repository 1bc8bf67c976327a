package clarify.rest;

import clarify.journal.DatabaseFailure;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * An unexpected exception: logged with its cause, and reported to the caller with an id that is found in the log.
 *
 * @param id short and random
 */
record UnexpectedFailure(Throwable cause, String id) {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailure.class.getName());

    static UnexpectedFailure of(Throwable cause) {
        return new UnexpectedFailure(cause, UUID.randomUUID().toString().substring(0, 8));
    }

    Problem problem() {
        return reason().map(reason -> Problem.of(503, told(reason) + " Try again later. Error id: " + id))
                .orElseGet(() -> Problem.of(500, "An internal error occurred. Error id: " + id));
    }

    /** What the database does at another time is logged without a stack trace, as every request would log one. */
    void log() {
        reason().ifPresentOrElse(
                        reason -> LOG.warning(() -> "%s Error id %s: %s".formatted(told(reason), id, rootCause())),
                        () -> LOG.log(
                                Level.SEVERE, new RedactedException(cause), () -> "A request failed, error id " + id));
    }

    private Optional<DatabaseFailure> reason() {
        return DatabaseFailure.of(cause);
    }

    private static String told(DatabaseFailure reason) {
        return switch (reason) {
            case TOO_LONG -> "The database took too long.";
            case ROLLED_BACK -> "Others changed the same at the same time.";
            case UNREACHABLE -> "The database cannot be reached.";
        };
    }

    /** The class of the innermost cause, and the innermost SQLSTATE. */
    private String rootCause() {
        Throwable root = causes().reduce(cause, (outer, inner) -> inner);
        Optional<String> state = causes().filter(SQLException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .map(sql -> ", SQLSTATE " + ((SQLException) sql).getSQLState());
        return root.getClass().getName() + state.orElse("");
    }

    private Stream<Throwable> causes() {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause);
    }
}
