package clarify.rest;

import java.sql.SQLException;

/** A copy of an exception for the log, without messages, as messages quote values and statements. */
final class RedactedException extends Exception {

    private static final long serialVersionUID = 1L;

    RedactedException(Throwable original) {
        super(summary(original), original.getCause() == null ? null : new RedactedException(original.getCause()));
        setStackTrace(original.getStackTrace());
    }

    private static String summary(Throwable original) {
        String name = original.getClass().getName();
        return original instanceof SQLException sql ? name + ", SQLSTATE " + sql.getSQLState() : name;
    }
}
