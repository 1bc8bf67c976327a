package clarify.journal;

/** No row of this user has the id; it may exist for another user. The transaction is rolled back. */
public final class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotFound() {
        super("no such row of this user");
    }
}
