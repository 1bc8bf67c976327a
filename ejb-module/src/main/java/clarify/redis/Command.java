package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One command to Redis, as data: its name and its arguments, text in UTF-8. Immutable. */
public final class Command {

    /** What Redis must be able to do for it. */
    enum Needs {
        READING,
        /** Being read, by whoever is a master: it is about the commands before it. */
        CONFIRMING,
        REMOVING,
        STORING;

        boolean isChanging() {
            return this == REMOVING || this == STORING;
        }
    }

    private static final Command HISTORY = reading("INFO", "replication");

    private final Needs needs;
    private final List<byte[]> words;
    private final @Nullable Command inFull;
    private final boolean asking;

    private Command(Needs needs, List<byte[]> words, @Nullable Command inFull) {
        this(needs, words, inFull, false);
    }

    private Command(Needs needs, List<byte[]> words, @Nullable Command inFull, boolean asking) {
        this.needs = needs;
        this.words = words;
        this.inFull = inFull;
        this.asking = asking;
    }

    /** A command that every Redis answers which can be read at all. */
    public static Command reading(String name, String... arguments) {
        return new Command(Needs.READING, List.of(bytes(name)), null).with(Arrays.asList(arguments));
    }

    /** A command that needs no memory; a replica refuses it although it can be read. */
    public static Command removing(String name, String... arguments) {
        return new Command(Needs.REMOVING, List.of(bytes(name)), null).with(Arrays.asList(arguments));
    }

    /** A command that also a Redis without memory refuses. It is not sent while such commands are being refused. */
    public static Command storing(String name, String... arguments) {
        return new Command(Needs.STORING, List.of(bytes(name)), null).with(Arrays.asList(arguments));
    }

    /**
     * Asks for the {@link History} of the connection: the reply is one, or null. Where the connection knows it and was told at
     * most a second ago, nothing is sent.
     */
    public static Command history() {
        return HISTORY;
    }

    /** Waits until so many replicas have all that was sent before over the same connection; the reply is how many have. */
    public static Command confirmed(int replicas, Duration limit) {
        return new Command(Needs.CONFIRMING, List.of(bytes("WAIT")), null)
                .with(List.of(Integer.toString(replicas), Long.toString(limit.toMillis())));
    }

    /** The same with more arguments. */
    public Command with(Collection<String> arguments) {
        List<byte[]> all = new ArrayList<>(words.size() + arguments.size());
        all.addAll(words);
        for (String argument : arguments) {
            all.add(bytes(argument));
        }
        return new Command(needs, all, inFull);
    }

    /** The same with one more argument. */
    public Command with(byte[] argument) {
        return withBytes(List.of(argument));
    }

    Command withBytes(List<byte[]> arguments) {
        List<byte[]> all = new ArrayList<>(words.size() + arguments.size());
        all.addAll(words);
        all.addAll(arguments);
        return new Command(needs, all, inFull);
    }

    /** The same, which is sent as the other command when Redis does not know the script that it names. */
    Command orInFull(Command other) {
        return new Command(needs, words, other);
    }

    /** The same, which may be refused: Redis need not be able to do more than to be read. */
    Command tried() {
        return new Command(Needs.READING, words, inFull);
    }

    /** The same for a node that does not have the slot of its keys yet: {@code ASKING} is sent before it. */
    Command asking() {
        return isHistory() ? this : new Command(needs, words, inFull == null ? null : inFull.asking(), true);
    }

    boolean isAsking() {
        return asking;
    }

    boolean isHistory() {
        return this == HISTORY;
    }

    Needs needs() {
        return needs;
    }

    Optional<Command> inFull() {
        return Optional.ofNullable(inFull);
    }

    /** Its name and its arguments, as they are sent. */
    List<byte[]> words() {
        return words;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
