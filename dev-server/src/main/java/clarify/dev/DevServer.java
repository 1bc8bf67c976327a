package clarify.dev;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import redis.embedded.RedisServer;

/** A real Redis, an H2 database, Payara Micro with the WAR, and two people with rich journals, until Ctrl-C. */
public final class DevServer {

    /** The server has demo tokens, and its database no password: nobody else is to reach it. */
    static final String LOOPBACK = "127.0.0.1";

    private static final int USUAL_PORT = 8080;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final PrintStream out;
    private volatile boolean stopping;

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
            server.end(String.valueOf(e.getMessage()));
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
        People people = People.with(tokens);
        Path temporary = Files.createTempDirectory("clarify-dev-");
        keep(new TemporaryDirectory(temporary));
        int redisPort = startRedis();
        Ports.Claim claim = Ports.from(USUAL_PORT, out);
        keep(claim);
        int port = claim.port();
        Path files = Files.createDirectories(payaraMicro.resolveSibling(String.valueOf(port)));
        MicroServer micro = new MicroServer(payaraMicro, war, temporary, files.resolve("server.log"));
        keep(micro::stop);
        micro.start(port, "redis://" + LOOPBACK + ":" + redisPort, tokens);
        out.println("Starting: the first answer takes about 20 seconds; the log is " + micro.log());

        Api api = new Api(URI.create("http://localhost:" + port + "/clarify/api"));
        micro.awaitAnswer(() -> api.answers(people.maya().token()));
        new Journals(api, people).write();
        new TokenFiles(files).write(people);
        out.println(new Welcome(api.address(), redisPort, files, people).text());
        throw new IllegalStateException(
                "Payara Micro has ended with exit code " + micro.awaitEnd() + "; see " + micro.log());
    }

    private int startRedis() throws IOException {
        int port = Ports.any();
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .bind(LOOPBACK)
                .setting("save \"\"")
                .build();
        redis.start();
        keep(redis::stop);
        ProcessHandle.current().children().forEach(child -> {
            var unused = child.onExit().thenRun(() -> end("Redis has ended"));
        });
        return port;
    }

    private synchronized void keep(AutoCloseable part) {
        started.push(part);
    }

    /** Ends this process, and what it has started, with a sentence and an exit code, unless it is ending already. */
    private void end(String reason) {
        if (!stopping) {
            out.println("The dev server ends: " + reason);
            System.exit(1);
        }
    }

    private synchronized void stop() {
        stopping = true;
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
