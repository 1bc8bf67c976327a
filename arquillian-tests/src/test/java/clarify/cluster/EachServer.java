package clarify.cluster;

import clarify.testkit.TcpProxy;
import clarify.testkit.Tokens;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The servers that are measured one after the other; the property {@code only} picks those with that text in their names. */
final class EachServer {
    private static final List<String> ALL = List.of("payara-micro", "wildfly", "payara-server");

    /** In seconds, as docs/deployment.md advises. */
    static final int SOCKET_TIMEOUT = 15;

    private EachServer() {}

    static List<String> names() {
        return picked().toList();
    }

    static boolean areAll() {
        return picked().count() == ALL.size();
    }

    private static Stream<String> picked() {
        return ALL.stream().filter(name -> name.contains(System.getProperty("only", "")));
    }

    /** A node on that server, to be started; its name is another one if there are two on the same server. */
    static Node node(
            String server,
            String name,
            TcpProxy redis,
            TcpProxy database,
            Tokens tokens,
            Map<String, String> settings) {
        return switch (server) {
            case "payara-micro" -> new MicroNode(name, redis, database, SOCKET_TIMEOUT, tokens, settings);
            case "wildfly" -> new WildFlyNode(name, redis, database, SOCKET_TIMEOUT, tokens, settings);
            case "payara-server" -> PayaraServerNode.create(name, redis, database, SOCKET_TIMEOUT, tokens, settings);
            default -> throw new IllegalArgumentException(server);
        };
    }
}
