package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** The WAR on Payara Micro: a process for each deployment. */
final class PayaraMicro implements Server {
    /** What the server says at the end of a command {@code deploy}, and then how it ended. */
    private static final String DEPLOYED = "Boot Command deploy ";

    private final int port = Ports.free();
    private final Path log = Server.log("payara-micro.log");

    @Override
    public void start(int postgresPort) {
        try {
            Files.createDirectories(log.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty(
                "stage.payara-micro.options",
                String.join(
                        " ",
                        "--port " + port,
                        "--addlibs " + TestEnvironment.file("postgresql.driver"),
                        "--postbootcommandfile " + PayaraDatasource.commands(postgresPort),
                        "--logtofile " + log));
    }

    @Override
    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public Path log() {
        return log.resolveSibling(log.getFileName() + ".0"); // the newest of its generations
    }

    @Override
    public Archive<?> shipped() {
        return Shipped.war();
    }

    /** In one process, which deploys them one after the other: a process for each would take minutes. */
    @Override
    public Map<Wrong, String> refusals(Deployments deployments) {
        Path output = log.resolveSibling("payara-micro-refusals.log");
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-jar",
                            TestEnvironment.property("payara-micro.jar"),
                            "--nocluster",
                            "--port",
                            String.valueOf(port),
                            "--addlibs",
                            TestEnvironment.property("postgresql.driver"),
                            "--postbootcommandfile",
                            TestEnvironment.file("clarify.servers") + "/" + PayaraDatasource.FILE,
                            "--postdeploycommandfile",
                            deployCommands().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                Awaitility.await("an end of each deployment, see " + output)
                        .atMost(10, TimeUnit.MINUTES)
                        .failFast("the process has ended", () -> !process.isAlive())
                        .until(() -> Files.readString(output).split(DEPLOYED, -1).length > Wrong.values().length);
            } finally {
                process.destroyForcibly().onExit().join();
            }
            return refusals(Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path deployCommands() throws IOException {
        Path directory = Files.createDirectories(
                TestEnvironment.file("clarify.servers").toPath().resolve("wrong-settings"));
        List<String> commands = new ArrayList<>();
        for (Wrong wrong : Wrong.values()) {
            Path war = directory.resolve(wrong + ".war");
            wrong.shipped().as(ZipExporter.class).exportTo(war.toFile(), true);
            commands.add("deploy " + war);
        }
        return Files.write(directory.resolve("deploy.asadmin"), commands);
    }

    /** The deployments end in the order of their commands, each with a line that says how, after its own output. */
    private static Map<Wrong, String> refusals(String output) {
        Iterator<String> parts = List.of(output.split(DEPLOYED, -1)).iterator();
        Map<Wrong, String> refusals = new EnumMap<>(Wrong.class);
        String said = parts.next();
        for (Wrong wrong : Wrong.values()) {
            String end = parts.next();
            if (end.startsWith("failed")) {
                refusals.put(wrong, said);
            }
            said = end; // and what the next one says
        }
        return refusals;
    }

    /** Arquillian only asks the process to end; the next one needs its port, and none may be left behind. */
    @Override
    public void undeployed() {
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("--postbootcommandfile"))
                .forEach(PayaraMicro::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit()
                .completeOnTimeout(process, 60, TimeUnit.SECONDS)
                .thenAccept(ProcessHandle::destroyForcibly)
                .join();
    }
}
