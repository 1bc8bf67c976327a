package clarify.dev;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import redis.embedded.RedisServer;

/** A real Redis, an H2 database, Payara Micro with the WAR, and two people with rich journals, until Ctrl-C. */
public final class DevServer {

    /** The server has demo tokens, and its database no password: nobody else is to reach it. */
    static final String LOOPBACK = "127.0.0.1";

    private static final int USUAL_PORT = 8080;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final PrintStream out;

    private DevServer(PrintStream out) {
        this.out = out;
    }

    /** Takes the paths of Payara Micro's jar and of the WAR. */
    public static void main(String[] args) {
        DevServer server = new DevServer(System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-dev-server"));
        endWithParent();
        try {
            server.run(Path.of(args[0]), Path.of(args[1]));
        } catch (IOException | InterruptedException | RuntimeException e) {
            System.out.println("The dev server ends: " + e.getMessage());
            System.exit(1); // with what was started
        }
    }

    /** Ctrl-C reaches every process; a signal to the build alone does not. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(() -> System.exit(0));
        });
    }

    private void run(Path payaraMicro, Path war) throws IOException, InterruptedException {
        Tokens tokens = new Tokens();
        Path directory = Files.createTempDirectory("clarify-dev-");
        keep(new TemporaryDirectory(directory));
        int redisPort = startRedis();
        int port = freePort(USUAL_PORT);
        MicroServer micro = new MicroServer(payaraMicro, war, directory);
        keep(micro::stop);
        micro.start(port, "redis://" + LOOPBACK + ":" + redisPort, tokens);
        out.println("Starting: the first answer takes about 20 seconds; the log is " + micro.log());

        URI api = URI.create("http://localhost:" + port + "/clarify/api");
        Journal journal = new Journal(api, tokens);
        micro.awaitAnswer(journal::isServed);
        UUID maya = journal.writeMaya();
        journal.writeNoam();
        out.println(new Welcome(api, redisPort, maya, tokens).text());
        micro.awaitEnd();
    }

    private int startRedis() throws IOException {
        int port = freePort(0);
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .bind(LOOPBACK)
                .setting("save \"\"")
                .build();
        redis.start();
        keep(redis::stop);
        return port;
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            return freePort(0);
        }
    }

    private synchronized void keep(AutoCloseable part) {
        started.push(part);
    }

    private synchronized void stop() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                out.println("Could not stop " + part + ": " + e);
            }
        }
    }
}
