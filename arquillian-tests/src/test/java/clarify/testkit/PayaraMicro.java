package clarify.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** The WAR on Payara Micro: a process for each deployment. */
final class PayaraMicro implements Server {
    /** In the output, the start of the message that tells the result of a command {@code deploy}. */
    private static final String DEPLOYED = "Boot Command deploy ";

    private final int port = Ports.free();
    private final Path log = Server.log("payara-micro.log");
    private final Path jsonLog = Server.log("payara-micro.json.log");
    private final Path logging = Server.log("payara-micro.logging.properties");
    private int postgresPort;

    @Override
    public void start(int postgresPort) {
        this.postgresPort = postgresPort;
        logInto(log, "com.sun.enterprise.server.logging.ODLLogFormatter");
        System.setProperty(
                "test.payara-micro.options",
                String.join(
                        " ",
                        "--port " + port,
                        "--addlibs " + TestEnvironment.file("postgresql.driver"),
                        "--prebootcommandfile " + ShippedExamples.file("payara-micro.asadmin"),
                        "--postbootcommandfile " + PayaraDatasource.commands(postgresPort),
                        "--logproperties " + logging,
                        "--enabledynamiclogging"));
    }

    @Override
    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public Path startJsonLog() {
        logInto(jsonLog, "fish.payara.enterprise.server.logging.JSONLogFormatter");
        awaitOpen(jsonLog);
        return jsonLog;
    }

    @Override
    public void stopJsonLog() {
        logInto(log, "com.sun.enterprise.server.logging.ODLLogFormatter");
        awaitOpen(log);
    }

    /** Its own settings, with a file beside the console, which Arquillian reads. */
    private void logInto(Path file, String formatter) {
        var settings = new Properties();
        try (var jar = new ZipFile(TestEnvironment.file("payara-micro.jar"));
                InputStream own = jar.getInputStream(jar.getEntry("MICRO-INF/domain/logging.properties"));
                InputStream shipped = Files.newInputStream(ShippedExamples.file("payara-logging.properties"))) {
            settings.load(own);
            settings.load(shipped);
            settings.setProperty("handlers", "java.util.logging.ConsoleHandler,java.util.logging.FileHandler");
            settings.setProperty("java.util.logging.FileHandler.pattern", file.toString());
            settings.setProperty("java.util.logging.FileHandler.append", "true");
            settings.setProperty("java.util.logging.FileHandler.level", "INFO");
            settings.setProperty("java.util.logging.FileHandler.formatter", formatter);
            var text = new StringWriter();
            settings.store(text, null);
            Files.writeString(logging, text.toString()); // at once, as the server watches it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDK's file handler has a lock beside the file that it writes. */
    private static void awaitOpen(Path file) {
        Awaitility.await("the server writes " + file)
                .atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(file.resolveSibling(file.getFileName() + ".lck")));
    }

    @Override
    public long pid() {
        return Server.javaChild();
    }

    @Override
    public Archive<?> shipped() {
        return ShippedArchives.war();
    }

    /** One process deploys all of them, one after the other. A process for each would take minutes. */
    @Override
    public Map<InvalidSettings, String> refusals(Deployments deployments) {
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
                                Files.readString(output).split(DEPLOYED, -1).length > InvalidSettings.values().length);
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
        for (InvalidSettings invalid : InvalidSettings.values()) {
            Path war = directory.resolve(invalid + ".war");
            invalid.shipped().as(ZipExporter.class).exportTo(war.toFile(), true);
            commands.add("deploy " + war);
        }
        return Files.write(directory.resolve("deploy.asadmin"), commands);
    }

    /** Deployments run in the order of their commands. The result of each follows its output. */
    private static Map<InvalidSettings, String> refusals(String output) {
        Iterator<String> parts = List.of(output.split(DEPLOYED, -1)).iterator();
        Map<InvalidSettings, String> refusals = new EnumMap<>(InvalidSettings.class);
        String said = parts.next();
        for (InvalidSettings invalid : InvalidSettings.values()) {
            String end = parts.next();
            if (end.startsWith("failed")) {
                refusals.put(invalid, said);
            }
            said = end; // followed by the output of the next one
        }
        return refusals;
    }

    /** The next process reads the file. */
    @Override
    public void useOwnDatabase() {
        PayaraDatasource.noCommands();
    }

    /** Arquillian does not wait for the end of the process, but the next one needs its port. */
    @Override
    public void undeployed() {
        PayaraDatasource.commands(postgresPort);
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
