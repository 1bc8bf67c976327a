package clarify.testkit;

import java.net.URI;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.Archive;

/** The EAR on WildFly, provisioned with PostgreSQL as its default datasource. */
final class WildFly implements Server {
    private final int port = Ports.free();
    private final int management = Ports.free();
    private final Path base = TestEnvironment.file("clarify.servers").toPath().resolve("wildfly-base");

    @Override
    public void start(int postgresPort) {
        System.setProperty("test.wildfly.base", base.toString());
        System.setProperty("test.wildfly.management", String.valueOf(management));
        System.setProperty(
                "test.wildfly.options",
                String.join(
                        " ",
                        "-Xmx512m",
                        "-Djboss.http.port=" + port,
                        "-Djboss.management.http.port=" + management,
                        "-Djboss.server.log.dir=" + log().getParent(),
                        "-Dstage.postgres.port=" + postgresPort));
    }

    @Override
    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public URI management() {
        return URI.create("http://localhost:" + management);
    }

    @Override
    public Path log() {
        return Server.log("wildfly").resolve("server.log");
    }

    @Override
    public Archive<?> shipped() {
        return ShippedArchives.ear();
    }
}
