package clarify.redis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Redis has answered when it was asked who it is and to be read.
 *
 * @param address where it is, for people, without user and password
 * @param mode standalone, sentinel or cluster
 * @param server its name and version; unknown if it has not said
 * @param failure why it could not be read, for people; empty if it could
 * @param history whether it has told its history
 */
public record RedisGreeting(
        String address, String mode, String server, Optional<String> failure, HistoryState history) {

    private static final String UNKNOWN = "unknown";

    /** HELLO needs no right of an ACL, and changes nothing without an argument. Redis 5 does not know it. */
    private static final Command HELLO = Command.reading("HELLO");

    static RoundTrip<RedisGreeting> roundTrip(RedisPlace place, RoundTrip<?> reading) {
        List<Command> commands = Stream.concat(Stream.of(HELLO, Command.history()), reading.commands().stream())
                .toList();
        return RoundTrip.of(commands, replies -> decode(place, replies)).givenErrors();
    }

    /** There was no answer. */
    static RedisGreeting failed(RedisPlace place, Throwable failure) {
        String told = Repairable.told(failure).orElseGet(() -> text(failure) + because(failure.getCause()));
        return new RedisGreeting(place.toString(), place.mode(), UNKNOWN, Optional.of(told), HistoryState.UNASKED);
    }

    /** What several masters have answered: the first of those that cannot be read speaks for all. */
    static RedisGreeting ofAll(RedisPlace place, List<RedisGreeting> masters) {
        long failed =
                masters.stream().filter(each -> each.failure().isPresent()).count();
        Optional<String> failure = masters.stream()
                .flatMap(each -> each.failure().stream())
                .findFirst()
                .map(first -> failed + " of " + masters.size() + " masters: " + first);
        String servers = masters.stream()
                .map(greeting -> greeting.server)
                .filter(server -> !server.equals(UNKNOWN))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new RedisGreeting(
                place.toString(),
                place.mode(),
                servers.isEmpty() ? UNKNOWN : servers,
                failure,
                HistoryState.ofAll(masters.stream().map(RedisGreeting::history).toList()));
    }

    private static String because(@Nullable Throwable cause) {
        return cause == null ? "" : " (" + cause + ")";
    }

    private static RedisGreeting decode(RedisPlace place, List<@Nullable Object> replies) {
        Optional<String> refusal =
                ErrorReply.firstIn(replies.subList(2, replies.size())).map(ErrorReply::told);
        return new RedisGreeting(
                place.toString(),
                place.mode(),
                server(replies.get(0)),
                refusal,
                HistoryState.of(Optional.ofNullable((History) replies.get(1))));
    }

    private static String server(@Nullable Object hello) {
        return hello instanceof List<?> fields
                ? Fields.value(fields, "server").orElse(UNKNOWN) + " "
                        + Fields.value(fields, "version").orElse(UNKNOWN)
                : UNKNOWN;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
