package clarify.cluster;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.HealthAnswer;
import clarify.testkit.Programs;
import clarify.testkit.Signals;
import clarify.testkit.TcpProxy;
import clarify.testkit.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One server with the product, with its own proxy to Redis. */
abstract class Node implements AutoCloseable {
    final int port;
    final TcpProxy proxy;

    /** Between the node and PostgreSQL. */
    final TcpProxy database;

    /** Limit for a read of the database, in seconds. */
    final int socketTimeout;

    private final Tokens tokens;
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private final Map<String, String> settings;
    private @Nullable Process process;
    private volatile boolean down = true;
    private volatile boolean frozen;
    private volatile long upSince;

    Node(int port, TcpProxy proxy, TcpProxy database, int socketTimeout, Tokens tokens, Map<String, String> settings) {
        this.port = port;
        this.proxy = proxy;
        this.database = database;
        this.socketTimeout = socketTimeout;
        this.tokens = tokens;
        this.settings = settings;
    }

    abstract List<String> command();

    abstract String name();

    /** Whether the server has ended the deployment of what answers already. */
    boolean isDeployed() {
        return true;
    }

    /** Called when its process has been started. */
    void started() {}

    /** Where it answers {@code /health}. */
    int healthPort() {
        return port;
    }

    /** Shifts the clock of the node, if the property {@code faketime} names the library of that name. */
    void shiftClock(Map<String, String> environment) {}

    final URI api() {
        return URI.create("http://localhost:" + port + "/clarify/api");
    }

    final Clarify clarify() {
        return new Clarify(api(), tokens);
    }

    /** Whatever it answers: while it starts or ends that may be a page of the server's own. */
    final boolean isReady() {
        return askHealth("ready").status() == 200;
    }

    /** The answer of a health check: {@code live}, {@code ready} or {@code started}. */
    final HealthAnswer health(String question) {
        Answer answer = askHealth(question);
        return new HealthAnswer(answer.status(), answer.json(), answer.took());
    }

    private Answer askHealth(String question) {
        var health = new Clarify(URI.create("http://localhost:" + healthPort() + "/health"), tokens);
        return health.anonymous().get("/" + question);
    }

    /** Starts or restarts the server. */
    final void start() {
        try {
            Path log = NodeFiles.log(name());
            var builder = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            var environment = builder.environment();
            environment.put("CLARIFY_REDIS_URI", proxy.uri());
            environment.put("CLARIFY_NODE_NAME", name());
            tokens.settings().forEach((name, value) -> environment.put(variable(name), value));
            settings.forEach((name, value) -> environment.put(variable(name), value));
            shiftClock(environment);
            process = builder.start();
            started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void awaitAnswer() {
        Awaitility.await(name())
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .failFast(
                        "its process has ended",
                        () -> !Objects.requireNonNull(process).isAlive())
                .until(() -> clarify().anonymous().get("/context").status() == 401 && isDeployed());
        upSince = System.nanoTime();
        down = false;
    }

    /** Whether it was not killed since that {@link System#nanoTime}. */
    final boolean wasUpSince(long moment) {
        return !down && upSince - moment < 0;
    }

    final boolean isUp() {
        return !down;
    }

    /** Up and not frozen. */
    final boolean isRunning() {
        return !down && !frozen;
    }

    /** Whether its process stands still: what it is asked, it answers when it goes on. */
    final boolean isFrozen() {
        return frozen;
    }

    /** As an administrator does. */
    final void stop() {
        down = true;
        List<ProcessHandle> ending = processes().toList();
        signal("-TERM");
        ending.forEach(each -> each.onExit().orTimeout(60, TimeUnit.SECONDS).join()); // a script ends before its server
    }

    final void kill() {
        down = true;
        processes().forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    final void freeze() {
        frozen = true;
        signal("-STOP");
    }

    final void thaw() {
        signal("-CONT");
        frozen = false;
    }

    @Override
    public final void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
        proxy.close();
        database.close();
    }

    private void awaitEnd() {
        Process ending = process;
        if (ending != null) {
            try {
                ending.waitFor(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The server may be a child process of a script. */
    private Stream<ProcessHandle> processes() {
        Process running = process;
        return running == null
                ? Stream.empty()
                : Stream.concat(running.descendants(), Stream.of(running.toHandle())).toList().stream();
    }

    /** What its processes have used of the processors since they started. */
    final Duration cpu() {
        return processes().map(Node::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    /** The process of the server itself, not of a script or program that has started it. */
    final long pid() {
        return processes()
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .max(Comparator.comparing(Node::cpu))
                .orElseThrow()
                .pid();
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Threads of its processes. */
    final int threads() {
        return processes().mapToInt(Node::threads).sum();
    }

    /** Bytes that its heap holds after a collection, if its process is a JVM itself. */
    final long heap() {
        String pid = String.valueOf(Objects.requireNonNull(process).pid());
        String histogram = Programs.output(javaHome.resolve("bin/jcmd").toString(), pid, "GC.class_histogram");
        String total = histogram.substring(histogram.lastIndexOf("Total"));
        return Long.parseLong(total.strip().split("\\s+", 4)[2]);
    }

    /** Size of its log in bytes; 0 before its first start. */
    final long logged() {
        return NodeFiles.log(name()).toFile().length();
    }

    /** Of many requests it is large. To be called when it has ended. */
    final void deleteLog() {
        try {
            Files.deleteIfExists(NodeFiles.log(name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has written to its console. */
    final String log() {
        try {
            return Files.readString(NodeFiles.log(name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of its log from there on, without the record that each context has. */
    final long loggedTrouble(long from) {
        try (var log = Files.newInputStream(NodeFiles.log(name()))) {
            log.skipNBytes(from);
            return new BufferedReader(new InputStreamReader(log, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.contains("clarify.context.ContextBuilder")
                            && !line.contains("operation=clarify.buildContext"))
                    .mapToLong(String::length)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int threads(ProcessHandle process) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            return (int) tasks.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String signal) {
        processes().forEach(each -> Signals.send(signal, each.pid()));
    }

    /** Runs the server with another Java than that of the tests. To be called before the start. */
    final void useJava(Path home) {
        javaHome = home;
    }

    final Path javaHome() {
        return javaHome;
    }

    final String java() {
        return javaHome.resolve("bin/java").toString();
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The files of the nodes. */
    static final class NodeFiles {
        private NodeFiles() {}

        static Path log(String name) {
            try {
                Path directory = clarify.testkit.TestEnvironment.file("clarify.servers")
                        .toPath()
                        .resolve("logs");
                return Files.createDirectories(directory).resolve("cluster-" + name + ".log");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
