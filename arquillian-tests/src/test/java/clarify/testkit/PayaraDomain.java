package clarify.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/** A domain of Payara Server with its own ports, the driver of PostgreSQL and the log levels that the product ships. */
public final class PayaraDomain {
    private static final String NAME = "clarify";
    private static final int ADMIN = 48;
    private static final int HTTP = 80;

    private final int portBase = Ports.freeHundred();
    private final Path domains;

    private PayaraDomain(Path domains) {
        this.domains = domains;
    }

    /** Makes the domain in a directory of that name. There must be none yet. */
    public static PayaraDomain create(String directory) {
        var domain = new PayaraDomain(
                TestEnvironment.file("clarify.servers").toPath().resolve(directory));
        domain.create();
        return domain;
    }

    private void create() {
        asadmin("create-domain", "--nopassword=true", "--portbase=" + portBase, "--domaindir=" + domains, NAME);
        File driver = TestEnvironment.file("postgresql.driver");
        try {
            Files.copy(driver.toPath(), file("lib").resolve(driver.getName()), StandardCopyOption.REPLACE_EXISTING);
            Files.write(
                    file("config/logging.properties"),
                    Files.readAllLines(ShippedExamples.file("payara-logging.properties")),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return portBase + HTTP;
    }

    int adminPort() {
        return portBase + ADMIN;
    }

    Path file(String name) {
        return domains.resolve(NAME).resolve(name);
    }

    /** With the shipped limits. */
    void start() {
        asadmin(startArguments());
    }

    void stop() {
        asadmin("stop-domain", "--force=true", "--kill=true", "--domaindir=" + domains, NAME);
    }

    private static void asadmin(String... arguments) {
        JavaProgram.run(
                TestEnvironment.file("clarify.servers")
                        .toPath()
                        .resolve("asadmin.log")
                        .toFile(),
                asadminOptions(arguments).toArray(String[]::new));
    }

    /**
     * Runs asadmin commands on the running server. As commands of its start (<code>--postbootcommandfile</code>) they would
     * make Payara wait for itself for 200 seconds: its listener for JMS, told of one command, and a deployment both write
     * defaults into the domain, the one while the other holds the lock for that.
     */
    public void run(Path commands) {
        administer("multimode", "--file=" + commands);
    }

    /** Runs an asadmin command on the running server. */
    void administer(String... command) {
        List<String> arguments = new ArrayList<>(List.of("--port=" + adminPort()));
        arguments.addAll(Arrays.asList(command));
        asadmin(arguments.toArray(String[]::new));
    }

    /** The options of a Java that runs the server with the shipped limits and ends with it. */
    public List<String> javaOptions() {
        return asadminOptions(startArguments("--verbose"));
    }

    /** Until then a question to its administration may make it wait for itself, too. */
    public void awaitStart() {
        Awaitility.await("the start of Payara Server")
                .atMost(Duration.ofMinutes(10))
                .until(() -> Files.exists(log()) && Files.readString(log()).contains("startup time"));
    }

    Path log() {
        return file("logs/server.log");
    }

    private String[] startArguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "start-domain",
                "--domaindir=" + domains,
                "--prebootcommandfile=" + ShippedExamples.file("payara-server.asadmin")));
        arguments.addAll(Arrays.asList(options));
        arguments.add(NAME);
        return arguments.toArray(String[]::new);
    }

    private static List<String> asadminOptions(String... arguments) {
        List<String> options = new ArrayList<>(List.of(
                "-jar",
                TestEnvironment.file("payara.home") + "/glassfish/modules/admin-cli.jar",
                "--interactive=false"));
        options.addAll(Arrays.asList(arguments));
        return options;
    }
}
