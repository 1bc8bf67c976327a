package clarify.journal;

import java.sql.SQLTransientConnectionException;

/** The tables are not up to date yet: the node has not reached its database since it started, or migrates it. */
final class NotMigrated extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1;

    NotMigrated() {
        super("The tables are not up to date yet", TimedConnections.NO_CONNECTION);
    }
}
