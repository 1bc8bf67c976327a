package clarify.redis;

/** Somebody has interrupted the caller's thread, which ends the call. The thread's flag is set. */
final class CallInterrupted extends UncountedFailure {

    private static final long serialVersionUID = 1;

    CallInterrupted(Throwable cause) {
        super("interrupted", cause);
    }
}
