package clarify.rest;

import java.sql.SQLException;

/** An exception for the log: classes, places and causes, but no message, as messages quote values and statements. */
final class RedactedException extends Exception {

    private static final long serialVersionUID = 1L;

    RedactedException(Throwable original) {
        super(name(original), original.getCause() == null ? null : new RedactedException(original.getCause()));
        setStackTrace(original.getStackTrace());
    }

    private static String name(Throwable original) {
        String name = original.getClass().getName();
        return original instanceof SQLException sql ? name + ", SQLSTATE " + sql.getSQLState() : name;
    }
}
