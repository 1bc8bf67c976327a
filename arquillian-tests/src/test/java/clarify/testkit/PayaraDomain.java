package clarify.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    void start(String... options) {
        asadmin(startArguments(options));
    }

    void stop() {
        asadmin("stop-domain", "--force=true", "--kill=true", "--domaindir=" + domains, NAME);
    }

    void asadmin(String... arguments) {
        JavaProgram.run(
                TestEnvironment.file("clarify.servers")
                        .toPath()
                        .resolve("asadmin.log")
                        .toFile(),
                asadminOptions(arguments).toArray(String[]::new));
    }

    /**
     * The options of a Java that runs the server with the shipped limits and ends with it.
     *
     * @param commands asadmin commands that are run after its start
     */
    public List<String> javaOptions(Path commands) {
        return asadminOptions(startArguments("--verbose", shippedLimits(), "--postbootcommandfile=" + commands));
    }

    static String shippedLimits() {
        return "--prebootcommandfile=" + ShippedExamples.file("payara-server.asadmin");
    }

    private String[] startArguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of("start-domain", "--domaindir=" + domains));
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
