package clarify.journal;

/** The request was done already, and what it created was deleted since. The transaction is rolled back. */
public final class AlreadyDeleted extends RuntimeException {

    private static final long serialVersionUID = 1;

    AlreadyDeleted() {
        super("what the request created was deleted since");
    }
}
