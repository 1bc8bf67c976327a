package clarify.token;

/** The issuer's keys cannot be had now, so that nobody can say whether a token is valid. */
public final class KeysUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    KeysUnavailable(String reason) {
        super(reason, null, false, false);
    }
}
