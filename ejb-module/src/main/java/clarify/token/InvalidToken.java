package clarify.token;

/** A token that must not be trusted. The message says why in words for its bearer, in printable ASCII without quotes. */
public final class InvalidToken extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int LONGEST = 200;

    InvalidToken(String reason) {
        super(printable(reason), null, false, false);
    }

    /** What may stand in a quoted string of a header: RFC 6750, 3. The reason may quote a claim. */
    private static String printable(String reason) {
        String shortened = reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "...";
        return shortened.replaceAll("[^ -!#-\\[\\]-~]", "?");
    }
}
