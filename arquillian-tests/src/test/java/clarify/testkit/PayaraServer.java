package clarify.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.Archive;

/** The EAR on Payara Server, in a new domain with its own ports. Arquillian connects to it. */
final class PayaraServer implements Server {
    private static final int ADMIN = 48;
    private static final int HTTP = 80;

    private final int portBase = Ports.freeHundred();
    private final Path domains =
            TestEnvironment.file("clarify.servers").toPath().resolve("domains-" + portBase);
    private final Thread stopAtExit = new Thread(this::stop);

    @Override
    public void start(int postgresPort) {
        System.setProperty("test.payara-server.admin", String.valueOf(portBase + ADMIN));
        Runtime.getRuntime().addShutdownHook(stopAtExit);
        asadmin("create-domain", "--nopassword=true", "--portbase=" + portBase, "--domaindir=" + domains, "clarify");
        addDriver();
        setLogLevels();
        asadmin(
                "start-domain",
                "--domaindir=" + domains,
                "--prebootcommandfile=" + ShippedExamples.file("payara-server.asadmin"),
                "--postbootcommandfile=" + PayaraDatasource.commands(postgresPort),
                "clarify");
    }

    /** Payara Server keeps the health checks of applications that failed to start, and answers 500 from then on. */
    @Override
    public void renew() {
        stop();
        asadmin("start-domain", "--domaindir=" + domains, "clarify");
    }

    private void addDriver() {
        File driver = TestEnvironment.file("postgresql.driver");
        try {
            Files.copy(
                    driver.toPath(),
                    domains.resolve("clarify/lib").resolve(driver.getName()),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void setLogLevels() {
        try {
            Files.write(
                    domains.resolve("clarify/config/logging.properties"),
                    Files.readAllLines(ShippedExamples.file("payara-logging.properties")),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI address() {
        return URI.create("http://localhost:" + (portBase + HTTP));
    }

    @Override
    public Path log() {
        return domains.resolve("clarify/logs/server.log");
    }

    @Override
    public long pid() {
        try {
            return Long.parseLong(
                    Files.readString(domains.resolve("clarify/config/pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path startJsonLog() {
        setLogFormatter("fish.payara.enterprise.server.logging.JSONLogFormatter");
        awaitLastLine(line -> line.startsWith("{"));
        return log();
    }

    @Override
    public void stopJsonLog() {
        setLogFormatter("com.sun.enterprise.server.logging.ODLLogFormatter");
        awaitLastLine(line -> !line.startsWith("{"));
    }

    private void setLogFormatter(String formatter) {
        asadmin(
                "--port=" + (portBase + ADMIN),
                "set-log-attributes",
                "com.sun.enterprise.server.logging.GFFileHandler.formatter=" + formatter);
    }

    /** The server notices the new formatter by itself, begins another file, and writes there that it did. */
    private void awaitLastLine(Predicate<String> formatted) {
        Awaitility.await("a record with the other formatter")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> lastLine().filter(formatted).isPresent());
    }

    private Optional<String> lastLine() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> !line.isBlank()).reduce((first, last) -> last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Archive<?> shipped() {
        return ShippedArchives.ear();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        stop();
    }

    private void stop() {
        asadmin("stop-domain", "--force=true", "--kill=true", "--domaindir=" + domains, "clarify");
    }

    private static void asadmin(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "-jar",
                TestEnvironment.file("payara.home") + "/glassfish/modules/admin-cli.jar",
                "--interactive=false"));
        command.addAll(List.of(arguments));
        JavaProgram.run(
                TestEnvironment.file("clarify.servers")
                        .toPath()
                        .resolve("asadmin.log")
                        .toFile(),
                command.toArray(String[]::new));
    }
}
