package clarify.journal;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** There is no connection to the database, or it is known to be silent and was not asked. */
final class DatabaseAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseAway() {
        this(new SQLTransientConnectionException("The database does not answer", "08001"));
    }

    DatabaseAway(SQLException cause) {
        super(cause);
    }
}
