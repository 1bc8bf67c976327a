package clarify.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries bytes between whoever connects to it and a server on this machine. */
abstract class Relay implements AutoCloseable {

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Relay(ServerSocket listening) {
        this.listening = listening;
    }

    static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sees bytes before they are passed on. */
    interface Watch {
        void passing(byte[] buffer, int length) throws InterruptedException;
    }

    /** Who sees the bytes of one connection, in each direction. */
    record Watches(Watch sent, Watch received) {}

    /** The port that connections lead to which are made now. */
    abstract int target();

    /** For each connection that is made. */
    abstract Watches watches();

    /** To be called once, when the rest of it is ready. */
    final void start() {
        threads.execute(this::accept);
    }

    public final int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Watches watches = watches();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target());
                threads.execute(() -> carry(client, server, watches.sent()));
                threads.execute(() -> carry(server, client, watches.received()));
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    private static void carry(Socket from, Socket to, Watch watch) {
        byte[] buffer = new byte[8192];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int read = in.read(buffer);
            while (read >= 0) {
                watch.passing(buffer, read);
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
        } catch (IOException | InterruptedException e) {
            // One side has hung up, or the test has ended.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
