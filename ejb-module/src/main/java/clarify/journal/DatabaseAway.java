package clarify.journal;

import java.sql.SQLTransientConnectionException;

/** The database is known to be away: it was not asked. */
final class DatabaseAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseAway() {
        super(new SQLTransientConnectionException("The database does not answer", "08001"));
    }
}
