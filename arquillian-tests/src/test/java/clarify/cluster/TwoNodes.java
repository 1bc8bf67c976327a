package clarify.cluster;

import clarify.testkit.ClusteredRedis;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.ReplicatedRedis;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Two nodes, mostly a Payara Micro and a WildFly, on one PostgreSQL and one Redis, or a master that Sentinels watch, or a Redis
 * Cluster.
 */
final class TwoNodes implements AutoCloseable {
    /** The tables of the five lookups. */
    static final List<String> TABLES =
            List.of("users", "dreams", "clarify_patterns", "clarify_sessions", "reflections");

    /** With Sentinels or a Cluster, the first master. */
    final Redis redis;

    /** If Sentinels name the master. */
    final Optional<ReplicatedRedis> replicated;

    /** If it is one. */
    final Optional<ClusteredRedis> clustered;

    final Tokens tokens = new Tokens();
    final List<Node> nodes;
    final Postgres postgres = new Postgres();

    /** For each node. */
    private final List<List<TcpProxy>> toSentinels = new ArrayList<>();

    static {
        Awaitility.setDefaultTimeout(TestEnvironment.PATIENCE);
    }

    /** Both have the settings in the property {@code node.env} ({@code name=value,...}) too. */
    TwoNodes(OnTwoNodes.Settings settings) {
        replicated = settings.withSentinels() ? Optional.of(new ReplicatedRedis()) : Optional.empty();
        clustered = settings.withCluster() ? Optional.of(new ClusteredRedis()) : Optional.empty();
        redis = replicated
                .map(ReplicatedRedis::master)
                .or(() -> clustered.map(each -> each.servers().get(0)))
                .orElseGet(Redis::new);
        int socketTimeout = settings.socketTimeout();
        nodes = List.of(
                new MicroNode(
                        "payara-micro",
                        new TcpProxy(redis.port()),
                        new TcpProxy(postgres.port()),
                        socketTimeout,
                        tokens,
                        ofNextNode(settings)),
                new WildFlyNode(
                        "wildfly",
                        new TcpProxy(redis.port()),
                        new TcpProxy(postgres.port()),
                        socketTimeout,
                        tokens,
                        ofNextNode(settings)));
        postgres.execute("create extension pg_stat_statements");
        startBeforeTheDatabase();
    }

    /** Makes a node with these ways to Redis and PostgreSQL. */
    interface Maker {
        Node make(TcpProxy redis, TcpProxy database, Tokens tokens);
    }

    /** Nodes that the test starts. */
    TwoNodes(Maker first, Maker second) {
        replicated = Optional.empty();
        clustered = Optional.empty();
        redis = new Redis();
        nodes = Stream.of(first, second)
                .map(maker -> maker.make(new TcpProxy(redis.port()), new TcpProxy(postgres.port()), tokens))
                .toList();
        postgres.execute("create extension pg_stat_statements");
    }

    private Map<String, String> ofNextNode(OnTwoNodes.Settings settings) {
        Map<String, String> all = new HashMap<>(settings.ofBothNodes());
        replicated.ifPresent(sentinels -> {
            List<TcpProxy> paths =
                    sentinels.sentinelPorts().stream().map(TcpProxy::new).toList();
            toSentinels.add(paths);
            all.put(
                    "clarify.redis.uri",
                    "redis://"
                            + paths.stream()
                                    .map(path -> "127.0.0.1:" + path.port())
                                    .collect(Collectors.joining(",")));
        });
        clustered.ifPresent(each -> all.putAll(each.nodeSettings()));
        Arrays.stream(System.getProperty("node.env", "").split(","))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> all.put(pair[0], pair[1]));
        return all;
    }

    /** Between the node and each Sentinel. */
    List<TcpProxy> toSentinels(int node) {
        return toSentinels.get(node);
    }

    /** Both nodes wait for the database; then one migrates it, while the other waits for that. */
    private void startBeforeTheDatabase() {
        nodes.forEach(node -> node.database.refuse());
        nodes.forEach(Node::start);
        nodes.forEach(Node::awaitAnswer);
        try (var migration = postgres.lock("create table users (name text)")) {
            nodes.forEach(node -> node.database.pass());
            migration.awaitWaiting(1);
            Awaitility.await("the other node, which asks for the lock of the migration again and again")
                    .until(() -> postgres.count("select count(*) from pg_stat_activity where query ilike '%advisory%'"
                                    + " and pid <> pg_backend_pid()")
                            > 0);
        } // rolled back
        nodes.forEach(node -> Awaitility.await("the tables")
                .until(() -> node.clarify().cache().freshness().equals("fresh")));
    }

    Node node(int number) {
        return nodes.get(number);
    }

    /** The number of undelivered invalidations. */
    int pending() {
        return postgres.pendingInvalidations();
    }

    /** Starts counting queries. */
    void countQueries() {
        postgres.count("select count(*) from pg_stat_statements_reset()");
    }

    /** The number of queries for each table of the five lookups. */
    Map<String, Integer> lookups() {
        Map<String, Integer> calls = new HashMap<>();
        for (String table : TABLES) {
            calls.put(table, postgres.count("""
                    select coalesce(sum(calls), 0) from pg_stat_statements
                    where query ilike 'select%%' and query ~* 'from %s '
                    """.formatted(table)));
        }
        return calls;
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        toSentinels.forEach(paths -> paths.forEach(TcpProxy::close));
        replicated.ifPresent(ReplicatedRedis::close);
        clustered.ifPresent(ClusteredRedis::close);
        redis.close();
        postgres.close();
    }
}
