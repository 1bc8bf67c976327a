package clarify.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A TCP proxy between the server and Redis, its database or a browser, that injects faults and counts what the server sends. */
public final class TcpProxy implements AutoCloseable {
    /** Each a reply by itself, or the beginning of one, or none at all. */
    public static final List<String> ODD_REPLIES = List.of(
            ":1\r\n",
            "+OK\r\n",
            "*1\r\n:1\r\n",
            "*6\r\n",
            "$-1\r\n",
            "*-1\r\n",
            "*0\r\n",
            "$2000000000\r\n",
            "*100000000\r\n",
            "$-7\r\n",
            "*1\r\n".repeat(10_000),
            "$5\r\nhello\r\n",
            "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n",
            "HTTP/1.1 400 Bad Request\r\n\r\n",
            "\u0000\u0001\u0002",
            "\r\n");

    private final AtomicInteger oddReplies = new AtomicInteger();
    private final int upstream;
    private final int port = Ports.free();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<@Nullable Instant> firstContact = new AtomicReference<>();
    private volatile Behavior behavior = Behavior.PASS;
    private volatile String error = "";
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger toHold = new AtomicInteger();
    private volatile Held held = new Held("", new CountDownLatch(0));
    private volatile @Nullable ByteArrayOutputStream heard;
    private @Nullable Listening listening;

    private record Listening(ServerSocket port, Thread acceptor) {}

    /** Replies with that text wait for the end. */
    private record Held(String text, CountDownLatch end) {}

    enum Behavior {
        PASS,
        SWALLOW,
        TRICKLE,
        ERROR,
        DELAY,
        SLOW,
        CUT,
        RESET,
        DEAF,
        LATE,
        ODD,
        TWICE,
        LOSE,
        HOLD
    }

    public TcpProxy(int upstream) {
        this.upstream = upstream;
        listen();
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://localhost:" + port;
    }

    /** Forwards everything. The default, restored after each test. */
    public void pass() {
        behave(Behavior.PASS);
    }

    /** The connections that there are carry nothing any more, for good; new ones do. */
    public void silenceConnections() {
        open.forEach(ProxiedConnection::silence);
    }

    /** Accepts connections and requests and never answers. */
    public void swallow() {
        behave(Behavior.SWALLOW);
    }

    /** Forwards the replies of Redis one byte every 50 ms. */
    public void trickle() {
        behave(Behavior.TRICKLE);
    }

    /** Answers every request with this error, such as {@code LOADING Redis is loading the dataset in memory}. */
    public void answerError(String message) {
        error = message;
        behave(Behavior.ERROR);
    }

    /** Forwards the replies of Redis late, but before the time-out. */
    public void delay() {
        behave(Behavior.DELAY);
    }

    /** Forwards requests late, but before the time-out: requests of another node can overtake them. */
    public void slow() {
        behave(Behavior.SLOW);
    }

    /** Closes the connection in the middle of each answer. */
    public void cut() {
        behave(Behavior.CUT);
    }

    /** Resets all connections, and new ones with their first request. */
    public void reset() {
        behave(Behavior.RESET);
        closeConnections();
    }

    /** Forwards scripts but drops every second reply: Redis has done the work and the server does not know. */
    public void deafen() {
        behave(Behavior.DEAF);
    }

    /** Forwards every second script after the server's time-out, even when the server is gone. */
    public void handOnLate() {
        behave(Behavior.LATE);
    }

    /** Answers each request with something else than Redis would, with one of {@link #ODD_REPLIES} after the other. */
    public void answerOddly() {
        behave(Behavior.ODD);
    }

    /** Forwards each reply of Redis twice. */
    public void answerTwice() {
        behave(Behavior.TWICE);
    }

    /** Forwards requests, and closes the connection instead of forwarding the reply, that many times. Then everything passes. */
    public void loseReplies(int number) {
        toLose.set(number);
        behave(Behavior.LOSE);
    }

    /** Whether all of the {@link #loseReplies} are lost. */
    public boolean hasLostReplies() {
        return toLose.get() <= 0;
    }

    void lose() {
        if (toLose.decrementAndGet() <= 0) {
            pass();
        }
    }

    /** Holds back that many replies with this text in them until it behaves in another way. All others pass. */
    public void hold(int number, String text) {
        toHold.set(number);
        held = new Held(text, new CountDownLatch(1));
        behave(Behavior.HOLD);
    }

    /** Whether it has as many replies as it is to {@link #hold}. */
    public boolean hasHeld() {
        return toHold.get() <= 0;
    }

    /** Waits if this reply is one that it holds back. */
    void awaitTurn(byte[] bytes, int length) throws IOException {
        Held now = held;
        if (new String(bytes, 0, length, ISO_8859_1).contains(now.text()) && toHold.getAndDecrement() > 0) {
            try {
                now.end().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    /** Closes all connections and refuses new ones. */
    public void refuse() {
        close();
    }

    /** Connections that the server opened since {@link #forget()}. */
    public int connections() {
        return connections.get();
    }

    /** Network reads of what the server sent since {@link #forget()}: one or more for each command or pipeline. */
    public int requests() {
        return requests.get();
    }

    /** When the server first connected or sent something since {@link #forget()}. */
    public Optional<Instant> firstContact() {
        return Optional.ofNullable(firstContact.get());
    }

    public void forget() {
        connections.set(0);
        requests.set(0);
        firstContact.set(null);
    }

    /** Keeps what passes from now on, in both directions. */
    public void eavesdrop() {
        heard = new ByteArrayOutputStream();
    }

    /** What has passed since {@link #eavesdrop()}, a character for each byte. */
    public String heard() {
        return Objects.requireNonNull(heard).toString(ISO_8859_1);
    }

    void hear(byte[] bytes, int length) {
        ByteArrayOutputStream all = heard;
        if (all != null) {
            all.write(bytes, 0, length);
        }
    }

    String nextOddReply() {
        return ODD_REPLIES.get(Math.floorMod(oddReplies.getAndIncrement(), ODD_REPLIES.size()));
    }

    Behavior behavior() {
        return behavior;
    }

    String error() {
        return error;
    }

    void asked() {
        firstContact.compareAndSet(null, Instant.now());
        requests.incrementAndGet();
    }

    void closed(ProxiedConnection connection) {
        open.remove(connection);
    }

    private synchronized void behave(Behavior next) {
        behavior = next;
        if (next != Behavior.HOLD) {
            held.end().countDown();
        }
        if (listening == null) {
            listen();
        }
    }

    private void listen() {
        try {
            var fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listening = new Listening(fresh, ProxiedConnection.daemon(() -> accept(fresh)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                take(from.accept(), from);
            }
        } catch (IOException e) {
            // the listening socket was closed
        }
    }

    /** If Redis is down, only this connection is closed. */
    private void take(Socket server, ServerSocket from) throws IOException {
        firstContact.compareAndSet(null, Instant.now());
        connections.incrementAndGet();
        try {
            var connection =
                    new ProxiedConnection(this, server, new Socket(InetAddress.getLoopbackAddress(), upstream));
            open.add(connection);
            connection.start();
            if (from.isClosed()) {
                connection.close();
            }
        } catch (IOException e) {
            server.close();
        }
    }

    private void closeConnections() {
        open.forEach(ProxiedConnection::close);
    }

    @Override
    public synchronized void close() {
        try {
            Listening ending = listening;
            listening = null;
            if (ending != null) {
                ending.port().close();
                ending.acceptor().join(); // until then the port is in use
            }
            closeConnections();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
