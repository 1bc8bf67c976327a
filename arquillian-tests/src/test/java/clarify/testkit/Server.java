package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.shrinkwrap.api.Archive;

/** The differences between the three servers. Arquillian is configured with the system properties that {@code start} sets. */
interface Server extends AutoCloseable {
    /** Prepares the server. Its default datasource is the PostgreSQL on this port of the local host. */
    void start(int postgresPort);

    /** The root of its HTTP listener. */
    URI address();

    /** Where it answers {@code /health}. */
    default URI management() {
        return address();
    }

    Path log();

    /** The process that runs now. */
    long pid();

    /** From its return on, until it is stopped, what the server logs is in this file as JSON. */
    Path startJsonLog();

    /** On its return the server logs as before. */
    void stopJsonLog();

    Archive<?> shipped();

    /** Tries to deploy each artifact with an invalid setting. Returns the log output of those that failed, as they should. */
    default Map<InvalidSettings, String> refusals(Deployments deployments) {
        Map<InvalidSettings, String> refusals = new EnumMap<>(InvalidSettings.class);
        for (InvalidSettings invalid : InvalidSettings.values()) {
            deployments.refusal(invalid.deployment()).ifPresent(said -> refusals.put(invalid, said));
        }
        return refusals;
    }

    /** Restarts the server if failed deployments leave state behind. Nothing is deployed at this moment. */
    default void renew() {}

    /** The default datasource of what is deployed next is the database that the server brings, with its own pool. */
    void useOwnDatabase();

    /** Called after an application was removed. The default datasource is PostgreSQL again. */
    void undeployed();

    @Override
    default void close() {}

    static Server picked() {
        String name = TestEnvironment.property("arquillian.launch");
        return switch (name) {
            case "payara-micro" -> new PayaraMicro();
            case "wildfly" -> new WildFly();
            case "payara-server" -> new PayaraServer();
            default -> throw new IllegalStateException("no such server: " + name);
        };
    }

    /** The server that Arquillian has started. */
    static long javaChild() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findAny()
                .orElseThrow()
                .pid();
    }

    static Path log(String name) {
        return logs().resolve(name);
    }

    /** The directory of logs, which exists. */
    static Path logs() {
        try {
            return Files.createDirectories(
                    TestEnvironment.file("clarify.servers").toPath().resolve("logs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
