package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers every command with the same bytes, whatever it was asked. */
final class ScriptedRedis implements AutoCloseable {

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String reply;

    ScriptedRedis(String reply) {
        this.reply = reply;
        try {
            listening = new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    void reply(String next) {
        reply = next;
    }

    String uri() {
        return "redis://localhost:" + listening.getLocalPort();
    }

    /** How many connections have been made. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    /** A command that is sent at once arrives at once over loopback: what can be read is one command. */
    private void serve(Socket client) {
        byte[] command = new byte[65_536];
        try (client;
                InputStream in = client.getInputStream();
                OutputStream out = client.getOutputStream()) {
            while (in.read(command) > 0) {
                out.write(reply.getBytes(US_ASCII));
                out.flush();
            }
        } catch (IOException e) {
            // The client has hung up.
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
