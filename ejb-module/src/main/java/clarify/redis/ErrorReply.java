package clarify.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Redis has answered a command with an error. Its text shows no argument, which Redis likes to quote.
 *
 * @param text begins with a word in capitals, such as {@code OOM}
 */
public record ErrorReply(String text) {

    private static final Set<String> ROLES = Set.of("READONLY", "MASTERDOWN", "LOADING");

    /** What to do about an error that waits for somebody to do it. */
    private static final Map<String, String> ADVICE = Map.of(
            "NOAUTH",
            "set clarify.redis.password, and clarify.redis.user if Redis has users",
            "WRONGPASS",
            "look at clarify.redis.user and clarify.redis.password, or at the user and password in clarify.redis.uri;"
                    + " each server needs this user, as no server tells another of it",
            "NOPERM",
            "give this user the rights that docs/redis.md lists");

    private static final String ADVICE_ON_SENTINELS =
            "look at clarify.redis.sentinel-user, clarify.redis.sentinel-password and the rights that docs/redis.md lists";

    private static final String UNKNOWN_MASTER = "No such master with that name";
    private static final String ADVICE_ON_MASTERS = "look at clarify.redis.sentinel-master";

    /** With room for the longest name of a host. */
    private static final int LONGEST = 300;

    private static final String QUOTED = ", with args";

    static ErrorReply of(String line) {
        int quoted = line.indexOf(QUOTED);
        String text = quoted < 0 ? line : line.substring(0, quoted);
        String printable = text.replaceAll("[^ -~]", "?");
        ErrorReply said = new ErrorReply(printable.substring(0, Math.min(LONGEST, printable.length())));
        return said.advice()
                .map(advice -> new ErrorReply(said.text + " (" + advice + ")"))
                .orElse(said);
    }

    /** The first among replies; empty: none is an error. */
    static Optional<ErrorReply> firstIn(List<@Nullable Object> replies) {
        for (Object reply : replies) {
            if (reply instanceof ErrorReply error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** Whether a message has the text of an error that waits for somebody to repair something. */
    static boolean isAdvised(String message) {
        return Stream.concat(ADVICE.values().stream(), Stream.of(ADVICE_ON_SENTINELS, ADVICE_ON_MASTERS))
                .anyMatch(message::contains);
    }

    /** The same of a Sentinel: other settings are about it. */
    ErrorReply ofSentinel() {
        if (text.contains(UNKNOWN_MASTER)) {
            return new ErrorReply(text + " (" + ADVICE_ON_MASTERS + ")");
        }
        return advice().map(of -> new ErrorReply(text.replace(" (" + of + ")", "") + " (" + ADVICE_ON_SENTINELS + ")"))
                .orElse(this);
    }

    private Optional<String> advice() {
        return Optional.ofNullable(ADVICE.get(code()));
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
