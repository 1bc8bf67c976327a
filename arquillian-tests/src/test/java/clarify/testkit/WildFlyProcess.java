package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A WildFly of its own, which deploys the shipped EAR when it starts, as an operator starts it. */
public final class WildFlyProcess implements AutoCloseable {
    private static final String EAR = "clarify.ear";

    private final Path home = TestEnvironment.file("wildfly.home").toPath();
    private final Path base =
            TestEnvironment.file("clarify.servers").toPath().resolve("wildfly-process-" + Ports.free());
    private final int management = Ports.free();
    private final Process process;

    /** @param environment variables beside those of this process */
    public WildFlyProcess(int postgresPort, Map<String, String> environment) {
        try {
            Files.createDirectories(base);
            Directories.copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
            Files.copy(
                    TestEnvironment.file("clarify.ear").toPath(),
                    Files.createDirectories(base.resolve("deployments")).resolve(EAR));
            var builder = new ProcessBuilder(
                    home.resolve("bin/standalone.sh").toString(),
                    "-Djboss.server.base.dir=" + base,
                    "-Djboss.http.port=" + Ports.free(),
                    "-Djboss.management.http.port=" + management,
                    "-Dtest.postgres.port=" + postgresPort);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_OPTS", "-Xmx512m -Djava.net.preferIPv4Stack=true");
            builder.environment().putAll(environment);
            process = builder.redirectErrorStream(true)
                    .redirectOutput(Server.log("wildfly-process.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server has given the deployment up. */
    public void awaitFailedDeployment() {
        Awaitility.await("the failed deployment, see " + log())
                .failFast("the server has ended", () -> !process.isAlive())
                .until(() -> Files.exists(base.resolve("deployments").resolve(EAR + ".failed")));
    }

    /** What it has written to its console. */
    public String log() {
        try {
            return Files.readString(Server.log("wildfly-process.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers {@code health/} and {@code management}. */
    public URI management() {
        return URI.create("http://localhost:" + management + "/");
    }

    /** Runs one command of {@code jboss-cli.sh}, which must succeed. */
    public void cli(String command) {
        WildFly.cli(management, command);
    }

    /** Ends it as {@code kill} does. */
    public void terminate() {
        java().ifPresent(ProcessHandle::destroy);
    }

    /** Whether its JVM ends within this time. */
    public boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A child process of the script. */
    private Optional<ProcessHandle> java() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findAny();
    }

    @Override
    public void close() {
        java().ifPresent(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
