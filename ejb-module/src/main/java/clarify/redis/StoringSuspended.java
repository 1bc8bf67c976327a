package clarify.redis;

/** The circuit for storing is open. */
final class StoringSuspended extends UncountedFailure {

    private static final long serialVersionUID = 1;

    StoringSuspended(Throwable cause) {
        super("the circuit for storing is open", cause);
    }
}
