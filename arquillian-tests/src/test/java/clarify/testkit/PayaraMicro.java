package clarify.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.Archive;

/** The WAR on Payara Micro: a process for each deployment. */
final class PayaraMicro implements Server {
    private final int port = Ports.free();
    private final Path log = Server.log("payara-micro.log");
    private final Path jsonLog = Server.log("payara-micro.json.log");
    private final Path logging = Server.log("payara-micro.logging.properties");

    @Override
    public void start(int postgresPort) {
        try {
            Files.createDirectories(log.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        logInto(log, "com.sun.enterprise.server.logging.ODLLogFormatter");
        System.setProperty(
                "stage.payara-micro.options",
                String.join(
                        " ",
                        "--port " + port,
                        "--addlibs " + TestEnvironment.file("postgresql.driver"),
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
                InputStream own = jar.getInputStream(jar.getEntry("MICRO-INF/domain/logging.properties"))) {
            settings.load(own);
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
    public Archive<?> shipped() {
        return Shipped.war();
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
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .thenAccept(ProcessHandle::destroyForcibly)
                .join();
    }
}
