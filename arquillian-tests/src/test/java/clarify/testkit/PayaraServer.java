package clarify.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        asadmin(
                "start-domain",
                "--domaindir=" + domains,
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

    @Override
    public URI address() {
        return URI.create("http://localhost:" + (portBase + HTTP));
    }

    @Override
    public Path log() {
        return domains.resolve("clarify/logs/server.log");
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
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-jar",
                TestEnvironment.file("payara.home") + "/glassfish/modules/admin-cli.jar",
                "--interactive=false"));
        command.addAll(List.of(arguments));
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(TestEnvironment.file("clarify.servers")
                            .toPath()
                            .resolve("asadmin.log")
                            .toFile());
            builder.environment().put("AS_JAVA", System.getProperty("java.home"));
            Process process = builder.start();
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("failed: asadmin " + String.join(" ", arguments));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
