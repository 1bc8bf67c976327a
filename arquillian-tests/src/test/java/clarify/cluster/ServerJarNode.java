package clarify.cluster;

import clarify.testkit.Ports;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code clarify-server.jar}, which reads from the environment where PostgreSQL is. */
final class ServerJarNode extends Node {
    private final String name;

    /** @param ownDatabase whether everything is written to the H2 that it brings */
    ServerJarNode(
            String name,
            TcpProxy proxy,
            TcpProxy database,
            int socketTimeout,
            Tokens tokens,
            Map<String, String> settings,
            boolean ownDatabase) {
        super(
                Ports.free(),
                proxy,
                database,
                socketTimeout,
                tokens,
                ownDatabase ? settings : with(database.port(), settings));
        this.name = name;
    }

    private static Map<String, String> with(int port, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of(
                "PGHOST", "localhost",
                "PGPORT", String.valueOf(port),
                "PGDATABASE", "postgres",
                "PGUSER", "postgres",
                "PGPASSWORD", "postgres"));
        return all;
    }

    @Override
    String name() {
        return name;
    }

    @Override
    List<String> command() {
        return List.of(
                java(),
                "-Xmx512m",
                "-jar",
                TestEnvironment.property("clarify-server.jar"),
                "--port",
                String.valueOf(port));
    }
}
