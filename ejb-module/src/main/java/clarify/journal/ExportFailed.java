package clarify.journal;

import java.sql.SQLException;

/** An export that the database refused, or did not go on with in time. */
public final class ExportFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    ExportFailed(SQLException cause) {
        super(cause);
    }
}
