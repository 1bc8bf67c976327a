package clarify.rest;

import jakarta.resource.ResourceException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
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
        return isDatabaseUnavailable()
                ? Problem.of(503, "The database cannot be reached. Try again later. Error id: " + id)
                : Problem.of(500, "An internal error occurred. Error id: " + id);
    }

    /** An unavailable database is logged without a stack trace, as every request would log one. */
    void log() {
        if (isDatabaseUnavailable()) {
            LOG.warning(() -> "The database cannot be reached, error id %s: %s".formatted(id, rootCause()));
        } else {
            LOG.log(Level.SEVERE, new RedactedException(cause), () -> "A request failed, error id " + id);
        }
    }

    private boolean isDatabaseUnavailable() {
        return causes().anyMatch(UnexpectedFailure::isConnection);
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

    private static boolean isConnection(Throwable cause) {
        return cause instanceof SQLTransientConnectionException
                || cause instanceof SQLNonTransientConnectionException
                || cause instanceof ResourceException
                || cause instanceof SocketException
                || (cause instanceof SQLException sql && isConnection(String.valueOf(sql.getSQLState())));
    }

    /** SQLSTATE classes: connection exception, insufficient resources, operator intervention (such as a shutdown). */
    private static boolean isConnection(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }
}
