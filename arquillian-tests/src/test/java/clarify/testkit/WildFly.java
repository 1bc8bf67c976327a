package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.Archive;

/** The EAR on WildFly, provisioned with PostgreSQL as its default datasource. */
final class WildFly implements Server {
    private final int port = Ports.free();
    private final int management = Ports.free();
    private final Path base = TestEnvironment.file("clarify.servers").toPath().resolve("wildfly-base");
    private boolean ownDatabase;

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
                        "-Dtest.postgres.port=" + postgresPort));
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
    public long pid() {
        return Server.javaChild();
    }

    @Override
    public Path startJsonLog() {
        Path file = log().resolveSibling("json.log");
        cli(
                "/subsystem=logging/json-formatter=JSON:add(exception-output-type=formatted)",
                "/subsystem=logging/file-handler=JSON:add(named-formatter=JSON,append=false,file={path=" + file + "})",
                "/subsystem=logging/root-logger=ROOT:add-handler(name=JSON)");
        return file;
    }

    @Override
    public void stopJsonLog() {
        cli(
                "/subsystem=logging/root-logger=ROOT:remove-handler(name=JSON)",
                "/subsystem=logging/file-handler=JSON:remove",
                "/subsystem=logging/json-formatter=JSON:remove");
    }

    @Override
    public void useOwnDatabase() {
        ownDatabase = true;
        setDefaultDatasource("ExampleDS");
    }

    @Override
    public void undeployed() {
        if (ownDatabase) {
            setDefaultDatasource("Clarify");
            ownDatabase = false;
        }
    }

    private void setDefaultDatasource(String name) {
        cli(
                "/subsystem=ee/service=default-bindings:write-attribute(name=datasource,value=java:jboss/datasources/"
                        + name + ")",
                "reload");
    }

    private void cli(String... commands) {
        cli(management, commands);
    }

    /** @param management port of a running server */
    static void cli(int management, String... commands) {
        Path home = TestEnvironment.file("wildfly.home").toPath();
        Path servers = TestEnvironment.file("clarify.servers").toPath();
        try {
            JavaProgram.run(
                    servers.resolve("cli.log").toFile(),
                    "-jar",
                    home.resolve("jboss-modules.jar").toString(),
                    "-mp",
                    home.resolve("modules").toString(),
                    "org.jboss.as.cli",
                    "--connect",
                    "--controller=localhost:" + management,
                    "--file=" + Files.write(servers.resolve("commands.cli"), List.of(commands)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Archive<?> shipped() {
        return ShippedArchives.ear();
    }
}
