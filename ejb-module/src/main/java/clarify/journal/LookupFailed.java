package clarify.journal;

import java.sql.SQLException;

/** A lookup that the database refused, or did not answer in time. */
public final class LookupFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    LookupFailed(SQLException cause) {
        super(cause);
    }
}
