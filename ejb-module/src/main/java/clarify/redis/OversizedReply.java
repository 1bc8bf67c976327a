package clarify.redis;

/** Redis has announced more than anybody here wants. Nothing of it was read; the connection is of no more use. */
final class OversizedReply extends UncountedFailure {

    private static final long serialVersionUID = 1;

    OversizedReply(String message) {
        super(message);
    }
}
