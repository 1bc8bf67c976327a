package clarify.redis;

import java.util.Set;

/**
 * Redis has answered a command with an error. Its text shows no argument, which Redis likes to quote.
 *
 * @param text begins with a word in capitals, such as {@code OOM}
 */
public record ErrorReply(String text) {

    private static final Set<String> ROLES = Set.of("READONLY", "MASTERDOWN", "LOADING");

    private static final int LONGEST = 200;
    private static final String QUOTED = ", with args";

    static ErrorReply of(String line) {
        int quoted = line.indexOf(QUOTED);
        String text = quoted < 0 ? line : line.substring(0, quoted);
        String printable = text.replaceAll("[^ -~]", "?");
        return new ErrorReply(printable.substring(0, Math.min(LONGEST, printable.length())));
    }

    /** The kind of the error: its first word. */
    public String code() {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    /** Whether whoever said it is not, or not yet, the master that this client looks for. */
    boolean isOfRole() {
        return ROLES.contains(code());
    }

    /** The failure that it is for a command that reads. */
    public RuntimeException toReading() {
        return new RefusedReading(this);
    }

    boolean isForgottenScript() {
        return code().equals("NOSCRIPT");
    }
}
