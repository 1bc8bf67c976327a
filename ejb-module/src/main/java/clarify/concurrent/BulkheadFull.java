package clarify.concurrent;

import java.io.Serial;

/** A {@link Bulkhead} has no place, and it does not look as if it had one soon. */
public final class BulkheadFull extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    BulkheadFull() {
        super("too many calls at once", null, false, false);
    }
}
