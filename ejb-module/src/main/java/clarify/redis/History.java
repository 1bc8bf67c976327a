package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The history of a master: everything that was written to it since it began to be one. A replica that is promoted begins another,
 * and so does a master that is started again, with whatever data. What was stored on one history says nothing on another, as
 * removals may have been lost in between.
 *
 * @param id {@code master_replid}, which Redis draws at random for each history; empty where histories are not looked at
 */
public record History(String id) {

    /** Of a Redis that does not tell, if a setting says that this does not matter: everything counts. */
    static final History IGNORED = new History("");

    private static final String ADVICE_WHERE_HIDDEN = "where that is so for good, set clarify.redis.history to ignore";

    private static final Pattern REPLICA = Pattern.compile("^role:slave\\r?$", Pattern.MULTILINE);
    private static final Pattern ROLE = Pattern.compile("^role:master\\r?$", Pattern.MULTILINE);
    private static final Pattern ID = Pattern.compile("^master_replid:([0-9a-f]{40})\\r?$", Pattern.MULTILINE);

    /**
     * @param reply to {@code INFO replication}
     * @return empty for a replica, and for a Redis that does not tell
     */
    static Optional<History> told(@Nullable Object reply) {
        if (!(reply instanceof byte[] bytes)) {
            return Optional.empty();
        }
        String info = new String(bytes, UTF_8);
        Matcher id = ID.matcher(info);
        return ROLE.matcher(info).find() && id.find() ? Optional.of(new History(id.group(1))) : Optional.empty();
    }

    /** Why a reply tells of none, for people. */
    static String whyNotTold(@Nullable Object reply) {
        if (reply instanceof ErrorReply error) {
            return error.with(error.advice().orElse(ADVICE_WHERE_HIDDEN));
        }
        boolean replica = reply instanceof byte[] bytes
                && REPLICA.matcher(new String(bytes, UTF_8)).find();
        return replica
                ? "it is a replica"
                : "its INFO replication has no role or no master_replid (" + ADVICE_WHERE_HIDDEN + ")";
    }

    /** What is stored with a value; empty where histories are not looked at. */
    public Optional<String> tag() {
        return Optional.of(id).filter(known -> !known.isEmpty());
    }

    /** Whether a value with that tag, or with none, was stored on this history, or it does not matter. */
    public boolean counts(Optional<String> tag) {
        return id.isEmpty() || (tag.isPresent() && tag.get().equals(id));
    }
}
