package clarify.journal;

import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logs work of the node with the database that fails and is tried again: once, until it has succeeded. That the database is away is
 * nothing to tell: others do. For one thread.
 */
public final class RecurringFailure {

    private final Logger log;
    private final String message;
    private boolean told;

    /** @param message what could not be done, and that it is tried again */
    public RecurringFailure(Logger log, String message) {
        this.log = log;
        this.message = message;
    }

    public void failed(Throwable failure) {
        boolean isAway = failure instanceof SQLException sql && Database.isUnreachable(sql);
        log.log(isAway || told ? Level.FINE : Level.WARNING, message, failure);
        told |= !isAway;
    }

    public void succeeded() {
        told = false;
    }
}
