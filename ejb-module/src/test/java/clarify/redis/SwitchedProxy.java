package clarify.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** One address behind which a Redis stands: another one, if the test says so, for connections that are made later. */
public final class SwitchedProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AtomicBoolean> stalled = new CopyOnWriteArrayList<>();
    private volatile int target;
    private volatile boolean partitioned;

    public SwitchedProxy(int target) {
        this(target, listening());
    }

    SwitchedProxy(int target, ServerSocket listening) {
        this.target = target;
        this.listening = listening;
        threads.execute(this::accept);
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String uri() {
        return "redis://127.0.0.1:" + port();
    }

    /** New connections lead there; existing ones stay where they are. */
    public void leadTo(int port) {
        target = port;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Existing connections carry nothing any more, for ever, and nobody is told. */
    void stallExisting() {
        stalled.forEach(flag -> flag.set(true));
    }

    /** New ones neither, until this ends. */
    public void partition() {
        partitioned = true;
        stallExisting();
    }

    void endPartition() {
        partitioned = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                AtomicBoolean stalls = new AtomicBoolean(partitioned);
                stalled.add(stalls);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> carry(client, server, stalls));
                threads.execute(() -> carry(server, client, stalls));
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    private static void carry(Socket from, Socket to, AtomicBoolean stalls) {
        byte[] buffer = new byte[8192];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int read = in.read(buffer);
            while (read >= 0) {
                if (stalls.get()) {
                    Thread.sleep(Long.MAX_VALUE);
                }
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
