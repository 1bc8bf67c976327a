package clarify.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Redis has answered a command with an error. Its text shows no argument, which Redis likes to quote.
 *
 * @param text begins with a word in capitals, such as {@code OOM}
 */
public record ErrorReply(String text) {

    private static final Set<String> ROLES = Set.of("READONLY", "MASTERDOWN", "LOADING");

    private static final String ADVICE_ON_RIGHTS = "give this user the rights that docs/redis.md lists";

    /** What to do about an error that waits for somebody to do it, by its first word. */
    private static final Map<String, String> ADVICE_ON_USERS = Map.of(
            "NOAUTH",
            "set clarify.redis.password, and clarify.redis.user if Redis has users",
            "WRONGPASS",
            "look at clarify.redis.user and clarify.redis.password, or at the user and password in clarify.redis.uri;"
                    + " each server needs this user, as no server tells another of it",
            "NOPERM",
            ADVICE_ON_RIGHTS);

    /** Of a script, in Redis before 7.2 and after; the older ones do not say which command. */
    private static final Pattern NO_RIGHT_IN_SCRIPT =
            Pattern.compile("can't run this command|can't access at least one of the keys|ACL failure in script");

    private static final Pattern OF_OTHER_KIND = Pattern.compile("^(MOVED|CROSSSLOT) "
            + "|^ERR unknown command ['`](ECHO|CLUSTER|SENTINEL)\\b"
            + "|^ERR This instance has cluster support disabled");

    private static final String ADVICE_ON_MODE = "look at clarify.redis.mode: this server is not of that kind";

    private static final String ADVICE_ON_SENTINELS =
            "look at clarify.redis.sentinel-user, clarify.redis.sentinel-password and the rights that docs/redis.md lists";

    private static final String UNKNOWN_MASTER = "No such master with that name";
    private static final String ADVICE_ON_MASTERS = "look at clarify.redis.sentinel-master";

    /** With room for the longest name of a host. */
    private static final int LONGEST = 300;

    private static final String QUOTED = ", with args";

    /** Where in which script, which makes another text of each. */
    private static final Pattern IN_SCRIPT = Pattern.compile(",? script: [0-9a-f]{40}, on @user_script:\\d+\\.?");

    static ErrorReply of(String line) {
        int quoted = line.indexOf(QUOTED);
        String text = quoted < 0 ? line : line.substring(0, quoted);
        String printable = IN_SCRIPT.matcher(text.replaceAll("[^ -~]", "?")).replaceAll("");
        return new ErrorReply(printable.substring(0, Math.min(LONGEST, printable.length())));
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

    /** What to do about it; empty: nobody need do anything. */
    Optional<String> advice() {
        return adviceOnUsers().or(this::adviceOnMode);
    }

    /** The same, if a Sentinel has said it: other settings are about it. */
    Optional<String> adviceOnSentinels() {
        return text.contains(UNKNOWN_MASTER)
                ? Optional.of(ADVICE_ON_MASTERS)
                : adviceOnUsers().map(ofRedis -> ADVICE_ON_SENTINELS).or(this::adviceOnMode);
    }

    private Optional<String> adviceOnUsers() {
        return NO_RIGHT_IN_SCRIPT.matcher(text).find()
                ? Optional.of(ADVICE_ON_RIGHTS)
                : Optional.ofNullable(ADVICE_ON_USERS.get(code()));
    }

    private Optional<String> adviceOnMode() {
        return OF_OTHER_KIND.matcher(text).find() ? Optional.of(ADVICE_ON_MODE) : Optional.empty();
    }

    /** For people: its text, and what to do about it. */
    String told() {
        return told(advice());
    }

    String told(Optional<String> advice) {
        return advice.map(this::with).orElse(text);
    }

    String with(String advice) {
        return text + " (" + advice + ")";
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
