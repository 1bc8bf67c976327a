package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between the server and Redis, and behaves as badly as a test wants; counts what comes from the server. */
public final class RedisProxy implements AutoCloseable {
    private final int upstream;
    private final int port = Ports.free();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<@Nullable Instant> firstContact = new AtomicReference<>();
    private volatile Manner manner = Manner.PASS;
    private volatile String error = "";
    private @Nullable Listening listening;

    private record Listening(ServerSocket port, Thread acceptor) {}

    enum Manner {
        PASS,
        SWALLOW,
        TRICKLE,
        ERROR,
        DELAY,
        SLOW,
        CUT,
        RESET,
        DEAF,
        LATE
    }

    public RedisProxy(int upstream) {
        this.upstream = upstream;
        listen();
    }

    public String uri() {
        return "redis://localhost:" + port;
    }

    /** Hands everything on: how it starts, and how it is after every test. */
    public void pass() {
        behave(Manner.PASS);
    }

    /** Takes connections and requests, and never answers. */
    public void swallow() {
        behave(Manner.SWALLOW);
    }

    /** Hands on Redis' answers one byte every 50 ms. */
    public void trickle() {
        behave(Manner.TRICKLE);
    }

    /** Answers every request with this error, such as {@code LOADING Redis is loading the dataset in memory}. */
    public void answerError(String message) {
        error = message;
        behave(Manner.ERROR);
    }

    /** Hands on Redis' answers late, but in time. */
    public void delay() {
        behave(Manner.DELAY);
    }

    /** Hands on requests late, but in time: what another node sends meanwhile overtakes them. */
    public void slow() {
        behave(Manner.SLOW);
    }

    /** Closes the connection in the middle of each answer. */
    public void cut() {
        behave(Manner.CUT);
    }

    /** Resets all connections, and new ones with their first request. */
    public void reset() {
        behave(Manner.RESET);
        closeConnections();
    }

    /** Hands on scripts and not the answers of every second: Redis does what the server will never hear of. */
    public void deafen() {
        behave(Manner.DEAF);
    }

    /** Hands on every second script when the server has long given up on it, also when it has gone. */
    public void handOnLate() {
        behave(Manner.LATE);
    }

    /** Closes all connections and takes no new ones. */
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

    Manner manner() {
        return manner;
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

    private synchronized void behave(Manner next) {
        manner = next;
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
            // closed: the end of listening
        }
    }

    /** Redis being away ends this connection, not the listening. */
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
                ending.acceptor().join(); // until then the port is taken
            }
            closeConnections();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
