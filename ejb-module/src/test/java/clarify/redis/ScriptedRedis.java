package clarify.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A server that answers what the test says. Unless that is asked for it too, an ECHO is answered as Redis does. Whoever asks for
 * its history is told that it is a master.
 */
public final class ScriptedRedis implements AutoCloseable {

    /** Its history, as a tag of lists that were stored on it. */
    public static final String HISTORY = "0123456789abcdef0123456789abcdef01234567";

    private static final String MASTER = bulk("# Replication\r\nrole:master\r\nmaster_replid:" + HISTORY + "\r\n");

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private volatile Function<List<String>, String> script;

    /** @param reply to every command but ECHO */
    public ScriptedRedis(String reply) {
        this(reply, InetAddress.getLoopbackAddress(), 0);
    }

    ScriptedRedis(String reply, InetAddress address, int port) {
        this(reply, listening(address, port));
    }

    ScriptedRedis(String reply, ServerSocket listening) {
        this.script = always(reply);
        this.listening = listening;
        threads.execute(this::accept);
    }

    private static ServerSocket listening(InetAddress address, int port) {
        try {
            return new ServerSocket(port, 50, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void reply(String next) {
        script(always(next));
    }

    private static Function<List<String>, String> always(String reply) {
        return command -> isEcho(command) ? echo(command) : reply;
    }

    /** @param next the reply to each command; empty: none; if it throws an {@link UncheckedIOException} it hangs up */
    public void script(Function<List<String>, String> next) {
        script = next;
    }

    public static boolean isEcho(List<String> command) {
        return command.get(0).equals("ECHO");
    }

    public static String echo(List<String> command) {
        return bulk(command.get(1));
    }

    public static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    int port() {
        return listening.getLocalPort();
    }

    public String uri() {
        return "redis://127.0.0.1:" + listening.getLocalPort();
    }

    /** How many connections have been made. */
    int connections() {
        return connections.get();
    }

    /** Sends something to all clients, unasked. */
    void push(String unasked) {
        for (Socket client : clients) {
            try {
                client.getOutputStream().write(unasked.getBytes(ISO_8859_1));
            } catch (IOException e) {
                // This client has hung up.
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                connections.incrementAndGet();
                clients.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = client.getOutputStream()) {
            while (true) {
                List<String> command = command(in);
                String reply = command.get(0).equals("INFO") ? MASTER : script.apply(command);
                out.write(reply.getBytes(ISO_8859_1));
                out.flush();
            }
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            // The client has hung up.
        }
    }

    private static List<String> command(InputStream in) throws IOException {
        int words = Integer.parseInt(line(in).substring(1));
        List<String> command = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            int length = Integer.parseInt(line(in).substring(1));
            command.add(new String(in.readNBytes(length), ISO_8859_1));
            line(in);
        }
        return command;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("ended");
            }
            line.append((char) next);
        }
        return line.toString().strip();
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
