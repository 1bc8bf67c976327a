package clarify.journal;

/** Another request has created the same profile at the same time; a retry succeeds. The transaction is rolled back. */
public final class ConcurrentProfileCreation extends RuntimeException {

    private static final long serialVersionUID = 1;

    ConcurrentProfileCreation() {
        super("the profile was created concurrently");
    }
}
