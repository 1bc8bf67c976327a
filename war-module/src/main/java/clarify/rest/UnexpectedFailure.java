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
 * What nobody expected: told to the log with its cause, and to the caller by an id that finds it there.
 *
 * @param id short, random
 */
record UnexpectedFailure(Throwable cause, String id) {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailure.class.getName());

    static UnexpectedFailure of(Throwable cause) {
        return new UnexpectedFailure(cause, UUID.randomUUID().toString().substring(0, 8));
    }

    Problem problem() {
        return isDatabaseAway()
                ? Problem.of(503, "The database cannot be reached. Try again later. Error id: " + id)
                : Problem.of(500, "The service failed. Error id: " + id);
    }

    /** A database that is away would fill the log with traces of every request: it gets a line. */
    void log() {
        if (isDatabaseAway()) {
            LOG.warning(() -> "The database cannot be reached, error id %s: %s".formatted(id, root()));
        } else {
            LOG.log(Level.SEVERE, new RedactedException(cause), () -> "A request failed, error id " + id);
        }
    }

    private boolean isDatabaseAway() {
        return causes().anyMatch(UnexpectedFailure::isConnection);
    }

    /** The class of the innermost cause, and the innermost SQLSTATE. */
    private String root() {
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

    /** Classes of SQLSTATE: connection, insufficient resources, operator's intervention (shutting down, say). */
    private static boolean isConnection(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }
}
