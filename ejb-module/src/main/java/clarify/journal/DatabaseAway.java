package clarify.journal;

import java.sql.SQLException;

/** There is no connection to the database. */
final class DatabaseAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseAway(SQLException cause) {
        super(cause);
    }
}
