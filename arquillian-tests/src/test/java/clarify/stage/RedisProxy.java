package clarify.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands between the server and Redis, and behaves as badly as a test wants; counts what comes from the server. */
public final class RedisProxy implements AutoCloseable {
    private final int upstream;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Manner manner = Manner.PASS;
    private volatile String error = "";
    private volatile @Nullable ServerSocket listener;

    private enum Manner {
        PASS,
        SWALLOW,
        TRICKLE,
        ERROR,
        DELAY,
        CUT,
        RESET,
        DEAF,
        LATE
    }

    public RedisProxy(int upstream) {
        this.upstream = upstream;
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Closes the connection in the middle of each answer. */
    public void cut() {
        behave(Manner.CUT);
    }

    /** Resets the connection with each request. */
    public void reset() {
        behave(Manner.RESET);
    }

    /** Hands on requests and no answer: Redis does what the server will never hear of. */
    public void deafen() {
        behave(Manner.DEAF);
    }

    /** Hands on requests when the server has long given up on them. */
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

    public void forget() {
        connections.set(0);
        requests.set(0);
    }

    private void behave(Manner next) {
        manner = next;
        if (next == Manner.RESET) {
            sockets.forEach(RedisProxy::lingerNot);
        }
        if (listener == null) {
            listen();
        }
    }

    private void listen() {
        try {
            var fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listener = fresh;
            daemon(() -> accept(fresh));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket server = from.accept();
                connections.incrementAndGet();
                var redis = new Socket(InetAddress.getLoopbackAddress(), upstream);
                redis.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                if (manner == Manner.RESET) {
                    lingerNot(server);
                }
                sockets.add(server);
                sockets.add(redis);
                daemon(() -> pump(server, redis, this::request));
                daemon(() -> pump(redis, server, this::reply));
            }
        } catch (IOException e) {
            // closed: the end of listening
        }
    }

    private void pump(Socket from, Socket to, Transfer transfer) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                transfer.carry(buffer, read, from.getOutputStream(), to.getOutputStream());
            }
        } catch (IOException e) {
            // either side closed: so is the other
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Closed with nothing lingering, a socket says RST. */
    private static void lingerNot(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
    }

    private void request(byte[] bytes, int length, OutputStream back, OutputStream on) throws IOException {
        requests.incrementAndGet();
        switch (manner) {
            case SWALLOW -> {}
            case ERROR ->
                back.write(
                        ("-" + error + "\r\n").repeat(commands(bytes, length)).getBytes(StandardCharsets.UTF_8));
            case RESET -> throw new IOException("reset");
            case LATE -> {
                pause(1_000);
                on.write(bytes, 0, length);
            }
            case PASS, TRICKLE, DELAY, CUT, DEAF -> on.write(bytes, 0, length);
        }
    }

    private void reply(byte[] bytes, int length, OutputStream back, OutputStream on) throws IOException {
        switch (manner) {
            case SWALLOW, ERROR, DEAF -> {}
            case PASS, RESET, LATE -> on.write(bytes, 0, length);
            case DELAY -> {
                pause(150);
                on.write(bytes, 0, length);
            }
            case CUT -> {
                on.write(bytes, 0, length / 2);
                throw new IOException("cut");
            }
            case TRICKLE -> {
                for (int i = 0; i < length; i++) {
                    on.write(bytes[i]);
                    pause(50);
                }
            }
        }
    }

    /** Each command is an array of strings: {@code *n} at the start of a line. */
    private static int commands(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        return (int) text.lines().filter(line -> line.matches("\\*\\d+")).count();
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis); // the fault itself, not a wait for something
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "redis-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            ServerSocket closing = listener;
            listener = null;
            if (closing != null) {
                closing.close();
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Transfer {
        void carry(byte[] bytes, int length, OutputStream back, OutputStream on) throws IOException;
    }
}
