package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;
import redis.clients.jedis.util.RedisOutputStream;

/**
 * A connection that is logged in. Requests and replies are tied together: every round trip ends with the echo of a token
 * that nobody else has, so that a stream which is shifted by a reply is noticed at once. For one thread at a time.
 */
final class RedisConnection extends Connection {

    private static final long HISTORY_IS_NEWS = Duration.ofSeconds(1).toNanos();

    private final DeadlineSocket socket;
    private final Replies in;
    private final RedisOutputStream out;
    private final ReplyLimits limits;
    private final InetAddress remote;
    private final long madeAt = System.nanoTime();
    private final boolean ignoring;
    private long usedAt = madeAt;
    private Optional<History> history = Optional.empty();
    private @Nullable Long historyAskedAt;
    private boolean historyIsNew;
    private String whyNoHistory = "";

    private RedisConnection(DeadlineSocket socket, ReplyLimits limits, boolean ignoring) {
        super(() -> socket);
        this.socket = socket;
        this.in = new Replies(socket.getInputStream());
        this.out = new RedisOutputStream(socket.getOutputStream());
        this.limits = limits;
        this.ignoring = ignoring;
        this.remote = requireNonNull(socket.getInetAddress());
    }

    /**
     * @param ignoring whether every history is the same
     * @throws RuntimeException when Redis does not let this client in; the socket is closed then
     */
    static RedisConnection over(
            DeadlineSocket socket, Deadline deadline, JedisClientConfig login, ReplyLimits limits, boolean ignoring) {
        try {
            RedisConnection connection = new RedisConnection(socket, limits, ignoring);
            connection.useUntil(deadline);
            connection.initializeFromClientConfig(login);
            return connection;
        } catch (RuntimeException | Error e) {
            socket.closeNow();
            throw e;
        }
    }

    /**
     * @return one reply for each command
     * @throws Redirected when it refuses to be asked for a slot that it is being given; the connection is good
     * @throws RuntimeException when they did not come, in time, and alone; the connection is to be closed then
     */
    List<@Nullable Object> exchange(List<Command> commands) {
        byte[] token = Long.toHexString(ThreadLocalRandom.current().nextLong()).getBytes(US_ASCII);
        long began = System.nanoTime();
        boolean asked = asksForHistory(commands) && !knowsHistory();
        historyIsNew = asked;
        for (Command command : commands) {
            if (command.isAsking()) {
                send(List.of(Protocol.Command.ASKING.getRaw()));
            }
            if (asked || !command.isHistory()) {
                send(command.words());
            }
        }
        send(List.of(Protocol.Command.ECHO.getRaw(), token));
        flush();
        List<@Nullable Object> replies = new ArrayList<>();
        ReplyReader reader = new ReplyReader(in, limits);
        ErrorReply refusedAsking = null;
        for (Command command : commands) {
            if (command.isAsking() && reader.read(in.readByte()) instanceof ErrorReply error) {
                refusedAsking = error; // the reply to the command names the node that sent this client here
            }
            if (!command.isHistory()) {
                replies.add(reader.read(in.readByte()));
                continue;
            }
            if (asked) {
                Object told = reader.read(in.readByte());
                history = History.told(told);
                whyNoHistory = history.isPresent() ? "" : History.whyNotTold(told);
                historyAskedAt = began;
            }
            replies.add(history().orElse(null));
        }
        Object last = reader.read(in.readByte());
        if (last instanceof ErrorReply error) {
            throw new RefusedReading(error);
        }
        if (!(last instanceof byte[] echo) || !Arrays.equals(echo, token) || in.hasBuffered()) {
            throw new UnexpectedReply("other replies than those to what was sent");
        }
        usedAt = System.nanoTime();
        if (refusedAsking != null) {
            throw new Redirected(refusedAsking, Redirection.refused());
        }
        return replies;
    }

    private static boolean asksForHistory(List<Command> commands) {
        for (Command command : commands) {
            if (command.isHistory()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it was told less than a second ago. Who was told nothing asks again at once. */
    private boolean knowsHistory() {
        return ignoring
                || (historyAskedAt != null
                        && history.isPresent()
                        && System.nanoTime() - historyAskedAt < HISTORY_IS_NEWS);
    }

    /** Whether it was ever asked whose history it leads to. */
    boolean wasAskedForHistory() {
        return ignoring || historyAskedAt != null;
    }

    /** For people; of no meaning while it knows one. */
    String whyNoHistory() {
        return whyNoHistory;
    }

    /** Whether its last exchange has asked whose history it leads to. */
    boolean hasNewHistory() {
        return historyIsNew;
    }

    /** As it was told last; empty before it was asked, and where it leads to no master or to one that does not tell. */
    Optional<History> history() {
        return ignoring ? Optional.of(History.IGNORED) : history;
    }

    /**
     * What a server answers that knows no {@code ECHO}. The connection is to be closed then: nothing ties further replies to what
     * is asked.
     *
     * @throws RuntimeException when no reply came in time
     */
    @Nullable
    Object ask(Command command) {
        send(command.words());
        flush();
        return new ReplyReader(in, limits).read(in.readByte());
    }

    /** Whether something came that nobody asked for, or the other side has hung up. */
    boolean hasUnread() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether Redis echoes over it before the deadline. */
    boolean answers(Deadline limit) {
        useUntil(limit);
        try {
            exchange(List.of());
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** The port it leads to. */
    int port() {
        return socket.getPort();
    }

    /** The address it leads to. */
    InetAddress remote() {
        return remote;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - madeAt);
    }

    /** Since the end of its last round trip. */
    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - usedAt);
    }

    void useUntil(Deadline deadline) {
        socket.useUntil(deadline);
    }

    /** Without sending what is not sent yet. */
    void closeNow() {
        socket.closeNow();
    }

    /** As Jedis does, without an object for each word. */
    private void send(List<byte[]> words) {
        try {
            out.write((byte) '*');
            out.writeIntCrLf(words.size());
            for (byte[] word : words) {
                out.write((byte) '$');
                out.writeIntCrLf(word.length);
                out.write(word);
                out.writeCrLf();
            }
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }

    /** Jedis' own looks for an error of Redis after a write that fails, reads it without limit, and puts all of it in the log. */
    @Override
    public void sendCommand(CommandArguments command) {
        connect();
        Protocol.sendCommand(out, command);
    }

    @Override
    protected void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }

    private static final class Replies extends RedisInputStream {

        Replies(InputStream in) {
            super(in);
        }

        /** Whether more has come than was read. What comes later is seen before the connection is used again. */
        boolean hasBuffered() {
            return count < limit;
        }
    }

    /** What Jedis reads while it logs in; it wants an error as an exception. */
    @Override
    protected @Nullable Object protocolRead(RedisInputStream ofLogin, PushConsumerChain consumers) {
        Object reply = new ReplyReader(ofLogin, limits).read(ofLogin.readByte());
        if (reply instanceof ErrorReply error) {
            throw new RefusedReading(error);
        }
        return reply;
    }
}
