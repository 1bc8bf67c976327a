package clarify.journal;

/** The user has as many rows of a kind as may be ({@code clarify.journal.max-rows}). The transaction is rolled back. */
public final class TooManyRows extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int limit;

    TooManyRows(int limit) {
        super("a user may have no more than " + limit + " rows of a kind");
        this.limit = limit;
    }

    /** The greatest number of rows. */
    public int limit() {
        return limit;
    }
}
