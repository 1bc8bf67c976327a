package clarify.redis;

/** A node of a Cluster has answered that it does not serve the slot: nothing was done there, and it is as well as can be. */
final class Redirected extends UncountedFailure {

    private static final long serialVersionUID = 1;

    private final transient Redirection redirection;

    Redirected(ErrorReply reply, Redirection redirection) {
        super(redirection.kind() == Redirection.Kind.REFUSED ? reply.told() : reply.text());
        this.redirection = redirection;
    }

    Redirection redirection() {
        return redirection;
    }
}
