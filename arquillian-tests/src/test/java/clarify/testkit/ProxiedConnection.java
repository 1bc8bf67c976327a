package clarify.testkit;

import clarify.testkit.TcpProxy.Behavior;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** One connection through the proxy, with a thread for each direction. Both end together. */
final class ProxiedConnection {
    private static final long DELAY_MILLIS = 150;
    private static final long LATE_MILLIS = 1_000;
    private static final long TRICKLE_MILLIS = 50;

    private final TcpProxy proxy;
    private final Socket server;
    private final Socket redis;

    /** A script was forwarded whose reply is dropped. */
    private volatile boolean deaf;

    private volatile boolean silent;

    ProxiedConnection(TcpProxy proxy, Socket server, Socket redis) throws IOException {
        this.proxy = proxy;
        this.server = server;
        this.redis = redis;
        server.setTcpNoDelay(true);
        redis.setTcpNoDelay(true);
    }

    void start() {
        daemon(() -> pump(server, this::request));
        daemon(() -> pump(redis, this::reply));
    }

    /** From now on it carries nothing, in either direction. */
    void silence() {
        silent = true;
    }

    /** With RST instead of FIN, while the proxy resets. */
    void close() {
        try (server;
                redis) {
            if (proxy.behavior() == Behavior.RESET) {
                server.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // closed already
        } finally {
            proxy.closed(this);
        }
    }

    private void pump(Socket from, Transfer transfer) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!silent) {
                    proxy.hear(buffer, read);
                    transfer.carry(buffer, read);
                }
            }
        } catch (IOException e) {
            // one side was closed, so close the other
        } finally {
            close();
        }
    }

    private void request(byte[] bytes, int length) throws IOException {
        proxy.asked();
        OutputStream on = redis.getOutputStream();
        switch (proxy.behavior()) {
            case SWALLOW -> {}
            case ERROR ->
                server.getOutputStream()
                        .write(("-" + proxy.error() + "\r\n")
                                .repeat(commands(bytes, length))
                                .getBytes(StandardCharsets.UTF_8));
            case RESET -> throw new IOException("reset");
            case SLOW -> {
                pause(DELAY_MILLIS);
                on.write(bytes, 0, length);
            }
            case LATE -> {
                if (isPicked(bytes, length)) {
                    pause(LATE_MILLIS);
                }
                on.write(bytes, 0, length);
            }
            case DEAF -> {
                if (isPicked(bytes, length)) {
                    deaf = true;
                }
                on.write(bytes, 0, length);
            }
            case PASS, TRICKLE, DELAY, CUT, ODD, TWICE, LOSE, HOLD -> on.write(bytes, 0, length);
        }
    }

    private void reply(byte[] bytes, int length) throws IOException {
        if (deaf) {
            return;
        }
        OutputStream on = server.getOutputStream();
        switch (proxy.behavior()) {
            case SWALLOW, ERROR -> {}
            case PASS, RESET, LATE, DEAF, SLOW -> on.write(bytes, 0, length);
            case ODD -> on.write(proxy.nextOddReply().getBytes(StandardCharsets.ISO_8859_1));
            case TWICE -> {
                on.write(bytes, 0, length);
                on.write(bytes, 0, length);
            }
            case DELAY -> {
                pause(DELAY_MILLIS);
                on.write(bytes, 0, length);
            }
            case HOLD -> {
                proxy.awaitTurn(bytes, length);
                on.write(bytes, 0, length);
            }
            case CUT -> {
                on.write(bytes, 0, length / 2);
                throw new IOException("cut");
            }
            case LOSE -> {
                proxy.lose();
                throw new IOException("lost");
            }
            case TRICKLE -> {
                for (int i = 0; i < length; i++) {
                    on.write(bytes[i]);
                    pause(TRICKLE_MILLIS);
                }
            }
        }
    }

    /** Half of the scripts, at random: a read may pass and the following store may not. */
    private static boolean isPicked(byte[] bytes, int length) {
        return ThreadLocalRandom.current().nextBoolean()
                && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("EVAL");
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

    static Thread daemon(Runnable work) {
        var thread = new Thread(work, "redis-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private interface Transfer {
        void carry(byte[] bytes, int length) throws IOException;
    }
}
