package clarify.cluster;

/** What a combination needs cannot be had on this machine. The message is the reason. */
final class NotToBeHad extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotToBeHad(String reason, Throwable cause) {
        super(reason, cause);
    }
}
