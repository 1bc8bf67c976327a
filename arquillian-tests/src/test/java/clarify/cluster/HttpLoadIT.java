package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.guest.TrivialResource;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.ShippedArchives;
import clarify.testkit.TcpProxy;
import clarify.testkit.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Measures what a warm context costs over HTTP, beside a resource of the same application that does nothing. Holds the limits, and no ratio. */
class HttpLoadIT {
    /** Without this setting there is no cache. */
    private static final String REDIS = "clarify.redis.uri";

    private static final List<ServerLoad> MEASURED = new ArrayList<>();

    private final Postgres postgres = new Postgres();
    private final Redis redis = new Redis();
    private final Tokens tokens = new Tokens();
    private final List<Node> nodes = new ArrayList<>();

    static List<String> servers() {
        return EachServer.names();
    }

    @BeforeAll
    static void prepare() {
        Wrk.require();
        ShippedArchives.addForAll(TrivialResource.class);
    }

    /** @param more settings, beside those with which it reaches Redis through a proxy */
    private Node start(String server, String name, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.node.name", name);
        Node node = EachServer.node(
                server, name, new TcpProxy(redis.port()), new TcpProxy(postgres.port()), tokens, settings);
        nodes.add(node);
        node.start();
        node.awaitAnswer();
        return node;
    }

    @AfterEach
    void close() {
        try (postgres;
                redis) {
            nodes.forEach(Node::close);
            nodes.forEach(Node::deleteLog);
        }
    }

    @AfterAll
    static void report() throws IOException {
        new HttpReport(MEASURED).write();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_warm_context_is_measured_beside_a_trivial_resource(String server) throws Exception {
        Node node = start(server, server, Map.of(REDIS, "redis://127.0.0.1:" + redis.port()));
        var load = new ServerLoad(server, postgres, tokens, node);
        load.measureWarm();
        load.profile();
        node.close();
        Node proxied = start(server, server + "-proxied", Map.of());
        Node without = start(server, server + "-without-redis", Map.of(REDIS, ""));
        load.measureStates(proxied, without);
        MEASURED.add(load);

        assertThat(load.hits()).as("lists from the cache").isGreaterThan(0.99);
        assertThat(load.longestSilence())
                .as("the slowest context while Redis is silent")
                .isLessThan(ServerLoad.LIMIT);
    }
}
