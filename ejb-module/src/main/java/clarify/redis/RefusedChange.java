package clarify.redis;

/** Redis refuses to store or to remove: what is there can still be read. The circuit for storing counts it. */
final class RefusedChange extends UncountedFailure {

    private static final long serialVersionUID = 1;

    RefusedChange(ErrorReply reply) {
        super(reply.text());
    }
}
