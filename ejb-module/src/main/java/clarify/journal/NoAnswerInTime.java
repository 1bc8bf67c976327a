package clarify.journal;

import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** The database, or its pool, did not answer within a limit. */
final class NoAnswerInTime extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1;

    NoAnswerInTime(String what, String state, @Nullable Throwable cause) {
        super(what, state, cause);
    }
}
