package clarify.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.shrinkwrap.api.Archive;

/** What the three servers differ in. Arquillian does the rest, told by system properties that {@code start} sets. */
interface Server extends AutoCloseable {
    /** Readies the server, whose default datasource is the PostgreSQL at this port of the local host. */
    void start(int postgresPort);

    /** The root of its HTTP listener. */
    URI address();

    /** Where it answers {@code /health}. */
    default URI management() {
        return address();
    }

    Path log();

    /** From its return on, until it is stopped, what the server logs is in this file as JSON. */
    Path startJsonLog();

    /** On its return the server logs as before. */
    void stopJsonLog();

    Archive<?> shipped();

    /** Deploys each of these, which must not come up; what the log says of those that did not. Nothing is deployed meanwhile. */
    default Map<Wrong, String> refusals(Deployments deployments) {
        Map<Wrong, String> refusals = new EnumMap<>(Wrong.class);
        for (Wrong wrong : Wrong.values()) {
            deployments.refusal(wrong.deployment()).ifPresent(said -> refusals.put(wrong, said));
        }
        return refusals;
    }

    /** Makes it as it was at its start, where failed deployments leave something behind. Nothing is deployed. */
    default void renew() {}

    /** Called after an application was removed. */
    default void undeployed() {}

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

    static Path log(String name) {
        return TestEnvironment.file("clarify.servers").toPath().resolve("logs").resolve(name);
    }
}
