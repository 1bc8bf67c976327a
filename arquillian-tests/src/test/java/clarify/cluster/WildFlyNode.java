package clarify.cluster;

import clarify.testkit.Directories;
import clarify.testkit.Ports;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The EAR on WildFly, in a base directory of its own. */
final class WildFlyNode extends Node {
    private static final String DATASOURCE = "datasource=\"java:jboss/datasources/%s\"";

    private final int management = Ports.free();
    private final File home = TestEnvironment.file("wildfly.home");
    private final Path base;

    private final String name;

    WildFlyNode(
            String name,
            TcpProxy proxy,
            TcpProxy database,
            int socketTimeout,
            Tokens tokens,
            Map<String, String> settings) {
        super(Ports.free(), proxy, database, socketTimeout, tokens, settings);
        this.name = name;
        base = Directories.copy(
                new File(home, "standalone").toPath(),
                TestEnvironment.file("clarify.servers").toPath().resolve("cluster-" + name));
        try {
            Files.copy(
                    TestEnvironment.file("clarify.ear").toPath(),
                    Files.createDirectories(base.resolve("deployments")).resolve("clarify.ear"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its default datasource is the H2 that it brings. To be called before the start. */
    void useOwnDatabase() {
        Path configuration = base.resolve("configuration/standalone.xml");
        try {
            String before = Files.readString(configuration);
            String after = before.replace(DATASOURCE.formatted("Clarify"), DATASOURCE.formatted("ExampleDS"));
            if (after.equals(before)) {
                throw new IllegalStateException("no default datasource in " + configuration);
            }
            Files.writeString(configuration, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application answers a little before its server has ended the deployment. */
    @Override
    boolean isDeployed() {
        return Files.exists(base.resolve("deployments").resolve("clarify.ear.deployed"));
    }

    @Override
    int healthPort() {
        return management;
    }

    @Override
    String name() {
        return name;
    }

    @Override
    List<String> command() {
        return List.of(
                "/usr/bin/env",
                "JAVA_HOME=" + javaHome(),
                "JAVA_OPTS=-Xmx512m -Djava.net.preferIPv4Stack=true",
                new File(home, "bin/standalone.sh").toString(),
                "-Djboss.server.base.dir=" + base,
                "-Djboss.http.port=" + port,
                "-Djboss.management.http.port=" + management,
                "-Dtest.postgres.port=" + database.port(),
                "-Dtest.postgres.parameters=?loginTimeout=3&socketTimeout=" + socketTimeout);
    }
}
