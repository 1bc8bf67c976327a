package clarify.journal;

/** The idempotency key belongs to another request of the last 24 hours. The transaction is rolled back. */
public final class IdempotencyKeyReused extends RuntimeException {

    private static final long serialVersionUID = 1;

    IdempotencyKeyReused() {
        super("the idempotency key belongs to another request");
    }
}
