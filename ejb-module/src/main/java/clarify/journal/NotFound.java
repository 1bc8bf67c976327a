package clarify.journal;

/** No row of this user has the id; whether someone else's has it is not told. The transaction rolls back. */
public final class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotFound() {
        super("no such row of this user");
    }
}
