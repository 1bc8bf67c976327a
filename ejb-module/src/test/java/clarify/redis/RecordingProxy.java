package clarify.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody on the wire to Redis who keeps all that passes. */
final class RecordingProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    /** What came back over each connection. Its own monitor guards it. */
    private final List<ByteArrayOutputStream> received = new ArrayList<>();

    RecordingProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    byte[] sent() {
        return sent.toByteArray();
    }

    /** Over all connections. */
    byte[] received() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        synchronized (received) {
            received.forEach(each -> all.writeBytes(each.toByteArray()));
        }
        return all.toByteArray();
    }

    /** How many bytes have come back over each connection. */
    List<Integer> receivedLengths() {
        synchronized (received) {
            return received.stream().map(ByteArrayOutputStream::size).toList();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                ByteArrayOutputStream back = new ByteArrayOutputStream();
                synchronized (received) {
                    received.add(back);
                }
                threads.execute(() -> carry(client, server, sent));
                threads.execute(() -> carry(server, client, back));
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    /** Keeps before it passes on: who has an answer finds it here. */
    private static void carry(Socket from, Socket to, ByteArrayOutputStream kept) {
        byte[] buffer = new byte[8192];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int read = in.read(buffer);
            while (read >= 0) {
                kept.write(buffer, 0, read);
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // One side has hung up.
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
