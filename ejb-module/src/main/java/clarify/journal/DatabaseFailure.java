package clarify.journal;

import jakarta.resource.ResourceException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why the database did not do something that it would do at another time. */
public enum DatabaseFailure {
    /** A lock or a statement lasted too long, and was given up. */
    TOO_LONG,

    /** The victim of a deadlock, or a transaction that could not be serialized: nothing is changed, trying again helps. */
    ROLLED_BACK,

    /** The database can only be read: it is a standby, or set so, as some services do when the disk is full. */
    READ_ONLY,

    /** The tables are not up to date yet. */
    NOT_MIGRATED,

    /** There is no connection, or one that has died or does not answer. */
    UNREACHABLE;

    /** lock_not_available and query_canceled of PostgreSQL; H2's for a lock, and that of JDBC. */
    private static final Set<String> TIMEOUTS = Set.of("55P03", "57014", "HYT00");

    /** Serialization failure and deadlock; H2 has the first for both. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    private static final Set<String> CONNECTION = Set.of("08", "28", "3D", "53", "57");

    /** read_only_sql_transaction of PostgreSQL. */
    private static final String READ_ONLY_TRANSACTION = "25006";

    /** Whether a request has waited for it: others would as well. */
    public boolean hangs() {
        return this != ROLLED_BACK && this != READ_ONLY;
    }

    /** What is behind a failure; empty if it is none of these. */
    public static Optional<DatabaseFailure> of(Throwable failure) {
        return Stream.of(values())
                .filter(kind -> causes(failure).anyMatch(kind::isIn))
                .findFirst();
    }

    /** All causes; those of a failed commit are suppressed ones on WildFly. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Stream.concat(
                        Stream.of(cause), Stream.of(cause.getSuppressed()).flatMap(DatabaseFailure::causes)));
    }

    private boolean isIn(Throwable cause) {
        String state = cause instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        return switch (this) {
            case TOO_LONG -> TIMEOUTS.contains(state) || cause instanceof SQLTimeoutException;
            case ROLLED_BACK -> CONFLICTS.contains(state);
            case READ_ONLY -> state.equals(READ_ONLY_TRANSACTION);
            case NOT_MIGRATED -> cause instanceof NotMigrated;
            case UNREACHABLE ->
                isConnection(state)
                        || cause instanceof DatabaseAway
                        || cause instanceof SQLTransientConnectionException
                        || cause instanceof SQLNonTransientConnectionException
                        || (cause instanceof ResourceException pool && isWithoutAnswer(pool))
                        || cause instanceof SocketException;
        };
    }

    /** A pool wraps both: no connection, and what the database has said to a commit, which is an answer. */
    private static boolean isWithoutAnswer(ResourceException pool) {
        return causes(pool).noneMatch(cause -> cause instanceof SQLException sql && sql.getSQLState() != null);
    }

    /**
     * SQLSTATE classes: connection exception, refused password, no such database, insufficient resources, operator
     * intervention (such as a shutdown).
     */
    private static boolean isConnection(String state) {
        return CONNECTION.contains(state.substring(0, Math.min(2, state.length())));
    }
}
