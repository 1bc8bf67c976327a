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
    /** In the output, the start of the message that tells the result of a command {@code deploy}. */
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
                "test.payara-micro.options",
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
        return log.resolveSibling(log.getFileName() + ".0"); // the newest generation
    }

    @Override
    public Archive<?> shipped() {
        return ShippedArchives.war();
    }

    /** One process deploys all of them, one after the other. A process for each would take minutes. */
    @Override
    public Map<InvalidSetting, String> refusals(Deployments deployments) {
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
                Awaitility.await("the result of each deployment, see " + output)
                        .atMost(10, TimeUnit.MINUTES)
                        .failFast("the process has ended", () -> !process.isAlive())
                        .until(() ->
                                Files.readString(output).split(DEPLOYED, -1).length > InvalidSetting.values().length);
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
                TestEnvironment.file("clarify.servers").toPath().resolve("invalid-settings"));
        List<String> commands = new ArrayList<>();
        for (InvalidSetting invalid : InvalidSetting.values()) {
            Path war = directory.resolve(invalid + ".war");
            invalid.shipped().as(ZipExporter.class).exportTo(war.toFile(), true);
            commands.add("deploy " + war);
        }
        return Files.write(directory.resolve("deploy.asadmin"), commands);
    }

    /** Deployments run in the order of their commands. The result of each follows its output. */
    private static Map<InvalidSetting, String> refusals(String output) {
        Iterator<String> parts = List.of(output.split(DEPLOYED, -1)).iterator();
        Map<InvalidSetting, String> refusals = new EnumMap<>(InvalidSetting.class);
        String said = parts.next();
        for (InvalidSetting invalid : InvalidSetting.values()) {
            String end = parts.next();
            if (end.startsWith("failed")) {
                refusals.put(invalid, said);
            }
            said = end; // followed by the output of the next one
        }
        return refusals;
    }

    /** Arquillian does not wait for the end of the process, but the next one needs its port. */
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
