package clarify.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Payara Micro with the WAR, in a process of its own. */
final class MicroServer {

    private static final Duration START = Duration.ofMinutes(10); // a failure ends it sooner
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Path payaraMicro;
    private final Path war;
    private final Path directory;
    private final Path log;
    private @Nullable Process process;

    /** @param directory for its own files, which nobody needs afterwards */
    MicroServer(Path payaraMicro, Path war, Path directory, Path log) {
        this.payaraMicro = payaraMicro;
        this.war = war;
        this.directory = directory;
        this.log = log;
    }

    Path log() {
        return log;
    }

    synchronized void start(int port, String redisUri, Tokens tokens) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + directory,
                // Payara's default database listens on a port for other processes.
                "-Dh2.bindAddress=" + DevServer.LOOPBACK,
                "-jar",
                payaraMicro.toString(),
                "--port",
                String.valueOf(port),
                "--nohazelcast",
                "--prebootcommandfile",
                loopbackOnly().toString(),
                "--rootDir",
                directory.resolve("payara").toString(),
                "--deploy",
                war.toString()));
        Map<String, String> environment = builder.environment();
        environment.put("CLARIFY_REDIS_URI", redisUri);
        environment.put("CLARIFY_PAGE_TOKEN_IN_ADDRESS", "true"); // as the links of the welcome have one
        environment.putAll(tokens.settings());
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private Path loopbackOnly() throws IOException {
        return Files.writeString(
                directory.resolve("loopback.asadmin"),
                "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address="
                        + DevServer.LOOPBACK + System.lineSeparator());
    }

    /**
     * Asks until the application answers.
     *
     * @throws IllegalStateException if it will not, with what it says of its settings, as those of the shell are inherited
     */
    void awaitAnswer(BooleanSupplier answers) throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!answers.getAsBoolean()) {
            ServerLog told = new ServerLog(log);
            if (hasEnded(Duration.ofMillis(300)) || told.tellsOfFailure() || System.nanoTime() > end) {
                throw new IllegalStateException("The server did not start; see " + log + told.complaints());
            }
        }
    }

    /** @return the exit code */
    int awaitEnd() throws InterruptedException {
        return running().waitFor();
    }

    private boolean hasEnded(Duration within) throws InterruptedException {
        return running().waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    synchronized void stop() throws InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
