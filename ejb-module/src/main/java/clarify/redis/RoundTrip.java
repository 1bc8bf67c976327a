package clarify.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Commands that are sent together, and what their replies mean. It has no effect of its own: it may be sent twice, when a
 * pooled connection turns out to be dead. Redis may have run it before, which then must not matter; {@link #made} is for
 * commands that may not be run twice as they are. Immutable.
 *
 * @param <T> what it asks for
 */
public final class RoundTrip<T> {

    private final Supplier<List<Command>> maker;
    private final List<Command> commands;
    private final Function<List<@Nullable Object>, T> decoder;
    private final Given given;
    private final Function<T, Optional<RoundTrip<T>>> next;
    private final Runnable whenOversized;
    private final Optional<Bound<T>> bound;

    /** Which errors the decoder gets. */
    private enum Given {
        NONE,
        /** Those which say that another node of a Cluster has the slot, or nobody now. */
        REDIRECTIONS,
        ALL
    }

    /** The only history that it may be sent to, and its answer where the connection has another. */
    private record Bound<T>(History history, T otherwise) {}

    private RoundTrip(
            Supplier<List<Command>> maker,
            Function<List<@Nullable Object>, T> decoder,
            Given given,
            Function<T, Optional<RoundTrip<T>>> next,
            Runnable whenOversized,
            Optional<Bound<T>> bound) {
        this.maker = maker;
        this.commands = List.copyOf(maker.get());
        this.decoder = decoder;
        this.given = given;
        this.next = next;
        this.whenOversized = whenOversized;
        this.bound = bound;
    }

    /**
     * @param decoder gets one reply for each command, in their order: a {@code byte[]}, a {@code Long}, a {@code List} of
     *     such, or null. It never returns null; whatever it throws means that the replies are none for these commands
     */
    public static <T> RoundTrip<T> of(List<Command> commands, Function<List<@Nullable Object>, T> decoder) {
        List<Command> all = List.copyOf(commands);
        return made(() -> all, decoder);
    }

    /**
     * Commands that are made anew each time they are sent.
     *
     * @param commands always as many, which differ in their arguments alone
     * @param decoder as of {@link #of(List, Function)}
     */
    public static <T> RoundTrip<T> made(Supplier<List<Command>> commands, Function<List<@Nullable Object>, T> decoder) {
        return new RoundTrip<>(commands, decoder, Given.NONE, answer -> Optional.empty(), () -> {}, Optional.empty());
    }

    /** One command alone. */
    public static <T> RoundTrip<T> of(Command command, Function<@Nullable Object, T> decoder) {
        return of(List.of(command), replies -> decoder.apply(replies.get(0)));
    }

    /** Commands for keys in several slots, made anew each time they are sent. For each that was redirected the decoder gets that error. */
    static <T> RoundTrip<T> ofSlots(Supplier<List<Command>> commands, Function<List<@Nullable Object>, T> decoder) {
        return new RoundTrip<>(
                commands, decoder, Given.REDIRECTIONS, answer -> Optional.empty(), () -> {}, Optional.empty());
    }

    /** Commands of which nothing is wanted but that none of them is answered an error. */
    public static RoundTrip<Boolean> of(List<Command> commands) {
        return of(commands, replies -> true);
    }

    /** The same, whose decoder also gets errors: an {@link ErrorReply} instead of a reply. They do not fail the call. */
    public RoundTrip<T> givenErrors() {
        return new RoundTrip<>(maker, decoder, Given.ALL, next, whenOversized, bound);
    }

    /**
     * The same, which says so when a reply announces more than the transport reads, and when it did not come in time, which
     * may have the same reason. The call has failed then.
     *
     * @param action is run on the caller's thread, and must be quick
     */
    public RoundTrip<T> whenOversized(Runnable action) {
        return new RoundTrip<>(maker, decoder, given, next, action, bound);
    }

    /**
     * The same, followed by another one where its answer asks for that: over the same connection, within the same deadline.
     * What that one answers counts; if it fails, all has failed.
     */
    public RoundTrip<T> then(Function<T, Optional<RoundTrip<T>>> another) {
        return new RoundTrip<>(maker, decoder, given, another, whenOversized, bound);
    }

    /** The same with a command before all others, whose reply the decoder does not get and which must not be an error. */
    public RoundTrip<T> after(Command first) {
        return new RoundTrip<>(
                () -> withFirst(first, maker.get()),
                replies -> {
                    check(first, replies.get(0));
                    return decoder.apply(replies.subList(1, replies.size()));
                },
                given,
                next,
                whenOversized,
                bound);
    }

    /**
     * The same, to be sent to that history alone: to no connection that is known to have another. Where that turns out too late,
     * which takes a second at most, what was sent there is of no use.
     *
     * @param otherwise the answer where the connection has another history, or none
     */
    public RoundTrip<T> onlyOn(History history, T otherwise) {
        RoundTrip<T> asking = after(Command.history());
        return new RoundTrip<>(
                asking.maker, asking.decoder, given, next, whenOversized, Optional.of(new Bound<>(history, otherwise)));
    }

    /** Whether it may be sent to one history alone. */
    boolean isBound() {
        return bound.isPresent();
    }

    /** The answer where the connection has that history and it must not be sent there; empty where it may be. */
    Optional<T> refusal(Optional<History> ofConnection) {
        return bound.filter(only -> !ofConnection.equals(Optional.of(only.history())))
                .map(Bound::otherwise);
    }

    /**
     * The same with a command before all others on which nothing depends: if it is answered an error, nothing has happened,
     * and no circuit hears of it.
     *
     * @param whenDone runs when it was answered no error, on the caller's thread, and must be quick
     */
    public RoundTrip<T> afterTrying(Command first, Runnable whenDone) {
        Command tried = first.tried();
        return new RoundTrip<>(
                () -> withFirst(tried, maker.get()),
                replies -> {
                    if (!(replies.get(0) instanceof ErrorReply)) {
                        whenDone.run();
                    }
                    return decode(replies.subList(1, replies.size()));
                },
                Given.ALL,
                next,
                whenOversized,
                bound);
    }

    /** The same for a node that does not have the slot yet. */
    RoundTrip<T> asking() {
        return new RoundTrip<>(
                () -> maker.get().stream().map(Command::asking).toList(),
                decoder,
                given,
                answer -> next.apply(answer).map(RoundTrip::asking),
                whenOversized,
                bound);
    }

    /** Whether a redirection is an answer for one of several. */
    boolean isOfSlots() {
        return given == Given.REDIRECTIONS;
    }

    private static List<Command> withFirst(Command first, List<Command> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    /** The same to be sent once more: Redis may have run this one. */
    RoundTrip<T> again() {
        return new RoundTrip<>(maker, decoder, given, next, whenOversized, bound);
    }

    Optional<RoundTrip<T>> next(T answer) {
        return next.apply(answer);
    }

    List<Command> commands() {
        return commands;
    }

    /** Whether an error is an answer. */
    boolean isGivenErrors() {
        return given == Given.ALL;
    }

    boolean isStoring() {
        for (Command command : commands) {
            if (command.needs() == Command.Needs.STORING) {
                return true;
            }
        }
        return false;
    }

    /** Whether its success shows that Redis lets this node store: also by script, which needs whatever storing without does. */
    boolean showsStoring() {
        for (Command command : commands) {
            if (command.needs() == Command.Needs.STORING && command.inFull().isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it stores or removes. */
    boolean isChanging() {
        for (Command command : commands) {
            if (command.needs().isChanging()) {
                return true;
            }
        }
        return false;
    }

    void oversized() {
        whenOversized.run();
    }

    /** Those commands whose script Redis has forgotten, in full, and what confirms them; usually none. */
    List<Command> forgotten(List<@Nullable Object> replies) {
        List<Integer> positions = positionsForgotten(replies);
        return positions.isEmpty()
                ? List.of()
                : positions.stream().map(i -> inFull(i).orElse(commands.get(i))).toList();
    }

    /** The replies with those to {@link #forgotten} in their places. */
    List<@Nullable Object> completed(List<@Nullable Object> replies, List<@Nullable Object> toForgotten) {
        List<@Nullable Object> all = new ArrayList<>(replies);
        List<Integer> positions = positionsForgotten(replies);
        for (int i = 0; i < positions.size(); i++) {
            all.set(positions.get(i), toForgotten.get(i));
        }
        return all;
    }

    private List<Integer> positionsForgotten(List<@Nullable Object> replies) {
        List<Integer> positions = new ArrayList<>(0);
        for (int i = 0; i < replies.size(); i++) {
            if (isForgotten(i, replies.get(i)) || (!positions.isEmpty() && isConfirming(i))) {
                positions.add(i);
            }
        }
        return positions;
    }

    private boolean isForgotten(int position, @Nullable Object reply) {
        return reply instanceof ErrorReply error
                && error.isForgottenScript()
                && inFull(position).isPresent();
    }

    private boolean isConfirming(int position) {
        return commands.get(position).needs() == Command.Needs.CONFIRMING;
    }

    private Optional<Command> inFull(int position) {
        return commands.get(position).inFull();
    }

    /** @throws RuntimeException when the replies are not what was asked for */
    T decode(List<@Nullable Object> replies) {
        if (given != Given.ALL) {
            boolean redirected = false;
            for (int i = 0; i < replies.size(); i++) {
                if (isOfSlots() && Redirection.in(replies.get(i)).isPresent()) {
                    redirected = true;
                    continue;
                }
                if (redirected && isConfirming(i)) {
                    continue; // who was a master and is none any more confirms nothing
                }
                check(commands.get(i), replies.get(i));
            }
        }
        return Objects.requireNonNull(decoder.apply(Collections.unmodifiableList(replies)), "no answer");
    }

    private static void check(Command command, @Nullable Object reply) {
        if (reply instanceof ErrorReply error) {
            throw command.needs().isChanging() ? new RefusedChange(error) : new RefusedReading(error);
        }
    }
}
