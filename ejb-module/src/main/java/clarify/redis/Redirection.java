package clarify.redis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node of a Cluster answers about a slot that it does not serve.
 *
 * @param kind what is to be done
 * @param slot which it is about; -1 if it does not say
 * @param host of the node that has the slot; empty for the one that was asked, and where there is none
 */
record Redirection(Kind kind, int slot, String host, int port) {

    /** Where names are preferred, Redis 7 says so of a node that has none. */
    static final String UNNAMED = "?";

    private static final Pattern ADDRESS =
            Pattern.compile("[A-Z]+ (?<slot>[0-9]{1,5}) (?<host>[^ ]*):(?<port>[0-9]{1,5})");

    enum Kind {
        /** Another node has the slot. */
        MOVED,
        /** Another node is being given the slot and has these keys: it is asked this once. */
        ASK,
        /** Nobody can be asked now: the keys are on their way, or the slot has no node, or one without a name. */
        NOBODY,
        /** Who is being given the slot lets this client not ask for its keys: it lacks a right. */
        REFUSED
    }

    /** Empty for every other error, which says something about the node. */
    static Optional<Redirection> of(ErrorReply error) {
        return switch (error.code()) {
            case "MOVED" -> to(Kind.MOVED, error);
            case "ASK" -> to(Kind.ASK, error);
            case "TRYAGAIN" -> Optional.of(nobody());
            case "CLUSTERDOWN" -> error.text().contains("slot not served") ? Optional.of(nobody()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Redirection nobody() {
        return new Redirection(Kind.NOBODY, -1, "", 0);
    }

    static Redirection refused() {
        return new Redirection(Kind.REFUSED, -1, "", 0);
    }

    /** Whether somebody else is to be asked. */
    boolean namesNode() {
        return kind == Kind.MOVED || kind == Kind.ASK;
    }

    /** Such as {@code MOVED 3999 127.0.0.1:6381}, whose address may be IPv6 without brackets. */
    private static Optional<Redirection> to(Kind kind, ErrorReply error) {
        Matcher address = ADDRESS.matcher(error.text());
        if (!address.matches()) {
            return Optional.empty();
        }
        int slot = Integer.parseInt(address.group("slot"));
        int port = Integer.parseInt(address.group("port"));
        if (!Slots.isSlot(slot) || !RedisUri.isPort(port)) {
            return Optional.empty();
        }
        String host = address.group("host");
        return Optional.of(host.equals(UNNAMED) ? nobody() : new Redirection(kind, slot, host, port));
    }

    /** What a reply says of a slot; empty for what is no such error. */
    static Optional<Redirection> in(@Nullable Object reply) {
        return reply instanceof ErrorReply error ? of(error) : Optional.empty();
    }
}
