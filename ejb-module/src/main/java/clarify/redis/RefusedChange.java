package clarify.redis;

/** Redis refuses to store or to remove: what is there can still be read. The circuit for storing counts it. */
final class RefusedChange extends UncountedFailure implements Repairable {

    private static final long serialVersionUID = 1;

    private final boolean advised;

    RefusedChange(ErrorReply reply) {
        super(reply.told());
        this.advised = reply.advice().isPresent();
    }

    @Override
    public boolean tellsWhatToDo() {
        return advised;
    }
}
