package clarify.cluster;

import clarify.testkit.Ports;
import clarify.testkit.Postgres;
import clarify.testkit.TcpProxy;
import clarify.testkit.Tokens;
import java.util.Map;
import java.util.Optional;

/** The servers, and {@code clarify-server.jar}. */
enum MatrixServer {
    PAYARA_MICRO_6("Payara Micro 6"),
    PAYARA_MICRO_7_FIRST("Payara Micro 7.2025.1"),
    PAYARA_MICRO_7("Payara Micro 7"),
    PAYARA_SERVER("Payara Server 6"),
    WILDFLY("WildFly"),
    SERVER_JAR("clarify-server.jar");

    private final String title;

    MatrixServer(String title) {
        this.title = title;
    }

    /**
     * A node to be started.
     *
     * @param postgres empty: the database is the H2 that the server brings
     */
    Node node(String name, TcpProxy redis, Optional<Postgres> postgres, Tokens tokens, Map<String, String> settings) {
        var database = new TcpProxy(postgres.map(Postgres::port).orElseGet(Ports::free));
        boolean own = postgres.isEmpty();
        return switch (this) {
            case PAYARA_MICRO_6 -> micro(name, redis, database, tokens, settings, "payara-micro.jar", own);
            case PAYARA_MICRO_7_FIRST ->
                micro(name, redis, database, tokens, settings, "payara-micro-7-first.jar", own);
            case PAYARA_MICRO_7 -> micro(name, redis, database, tokens, settings, "payara-micro-7.jar", own);
            case PAYARA_SERVER ->
                PayaraServerNode.create(name, redis, database, EachServer.SOCKET_TIMEOUT, tokens, settings);
            case WILDFLY -> {
                var node = new WildFlyNode(name, redis, database, EachServer.SOCKET_TIMEOUT, tokens, settings);
                if (own) {
                    node.useOwnDatabase();
                }
                yield node;
            }
            case SERVER_JAR ->
                new ServerJarNode(name, redis, database, EachServer.SOCKET_TIMEOUT, tokens, settings, own);
        };
    }

    private static Node micro(
            String name,
            TcpProxy redis,
            TcpProxy database,
            Tokens tokens,
            Map<String, String> settings,
            String jar,
            boolean ownDatabase) {
        var node = new MicroNode(name, redis, database, EachServer.SOCKET_TIMEOUT, tokens, settings);
        node.useServer(jar);
        if (ownDatabase) {
            node.useOwnDatabase();
        }
        return node;
    }

    @Override
    public String toString() {
        return title;
    }
}
