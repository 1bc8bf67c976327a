package clarify.redis;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClusterFailoverOption;
import redis.clients.jedis.params.MigrateParams;

/** A real Redis Cluster: masters that share the slots, and a replica of each. */
public final class ClusterFixture implements AutoCloseable {

    private static final int MASTERS = 3;

    /** The bus of a node has a port 10,000 above, which must lie below those of outgoing connections. */
    private static final int PORTS_END = 22_700;

    private static final List<String> SETTINGS = List.of(
            "cluster-enabled yes",
            "cluster-config-file nodes.conf",
            "cluster-node-timeout 1000",
            "cluster-require-full-coverage no",
            "cluster-replica-validity-factor 0");

    /** A flag of a node; another one is nofailover. */
    private static final Pattern FAILING = Pattern.compile("[ ,]fail[?, ]");

    private final List<RedisFixture> nodes = new ArrayList<>();
    private final Map<RedisFixture, String> ids = new HashMap<>();

    private final Map<RedisFixture, Integer> ports = new HashMap<>();
    private final String scheme;

    public ClusterFixture() {
        this("redis", port -> List.of());
    }

    /** Its nodes speak TLS with each other, too. */
    public static ClusterFixture overTls(TestCertificate own, TestCertificate authority, Path directory) {
        return new ClusterFixture(
                "rediss",
                port -> List.of(
                        "tls-port " + port,
                        "tls-cluster yes",
                        "tls-replication yes",
                        "tls-auth-clients no",
                        "tls-cert-file " + own.certificateIn(directory),
                        "tls-key-file " + own.keyIn(directory),
                        "tls-ca-cert-file " + authority.certificateIn(directory)));
    }

    /** @param more settings for the port on which clients are to come */
    private ClusterFixture(String scheme, IntFunction<List<String>> more) {
        this.scheme = scheme;
        for (int i = 0; i < 2 * MASTERS; i++) {
            int port = freePort();
            List<String> settings = more.apply(port);
            RedisFixture node = new RedisFixture(
                    settings.isEmpty() ? port : RedisFixture.freePort(),
                    Stream.concat(SETTINGS.stream(), settings.stream()).toList());
            nodes.add(node);
            ports.put(node, port);
        }
        for (int i = 0; i < nodes.size(); i++) {
            int epoch = i + 1;
            RedisFixture node = nodes.get(i);
            ids.put(node, ask(node, Jedis::clusterMyId));
            ask(node, client -> client.clusterSetConfigEpoch(epoch));
            ask(nodes.get(0), client -> client.clusterMeet("127.0.0.1", portOf(node)));
        }
        for (int i = 0; i < MASTERS; i++) {
            int first = Slots.COUNT * i / MASTERS;
            int end = Slots.COUNT * (i + 1) / MASTERS;
            ask(
                    nodes.get(i),
                    client -> client.clusterAddSlots(IntStream.range(first, end).toArray()));
        }
        await(node -> ask(node, Jedis::clusterNodes)
                        .lines()
                        .filter(line -> !line.contains("handshake"))
                        .count()
                == nodes.size());
        for (int i = 0; i < MASTERS; i++) {
            String master = ids.get(nodes.get(i));
            ask(nodes.get(MASTERS + i), client -> client.clusterReplicate(master));
        }
        awaitWell();
    }

    private int portOf(RedisFixture node) {
        return requireNonNull(ports.get(node));
    }

    /** One whose masters stay what they are, although they are away for a while. */
    public static ClusterFixture withoutFailover() {
        ClusterFixture cluster = new ClusterFixture();
        cluster.nodes.forEach(node -> ask(node, client -> client.configSet("cluster-replica-no-failover", "yes")));
        return cluster;
    }

    /** All nodes know of all replicas, and these are up to date. */
    public void awaitWell() {
        await(node -> {
            String known = ask(node, Jedis::clusterNodes);
            String role = ask(node, client -> client.info("replication"));
            return ask(node, Jedis::clusterInfo).contains("cluster_state:ok")
                    && known.lines().filter(line -> line.contains("slave")).count() == MASTERS
                    && !FAILING.matcher(known).find()
                    && (role.contains("role:master")
                            ? role.contains("state=online")
                            : role.contains("master_link_status:up"));
        });
    }

    private void await(Predicate<RedisFixture> all) {
        Awaitility.await("the Cluster")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> nodes.stream().allMatch(all));
    }

    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(20_000, PORTS_END)
                .filter(port -> RedisFixture.isFree(port) && RedisFixture.isFree(port + 10_000))
                .findFirst()
                .orElseThrow();
    }

    public static <T> T ask(RedisFixture node, Function<Jedis, T> question) {
        try (Jedis client = node.client()) {
            return question.apply(client);
        }
    }

    /** Names all nodes. */
    public String uri() {
        return scheme
                + "://"
                + nodes.stream().map(node -> "127.0.0.1:" + portOf(node)).collect(Collectors.joining(","));
    }

    public List<RedisFixture> nodes() {
        return List.copyOf(nodes);
    }

    public List<RedisFixture> masters() {
        return nodes.subList(0, MASTERS);
    }

    /** The one that was given the slot of the key at first. */
    public RedisFixture masterOf(String key) {
        return nodes.get(((Slots.of(key) + 1) * MASTERS - 1) / Slots.COUNT);
    }

    /** Its replica at first. */
    public RedisFixture replicaOf(RedisFixture master) {
        return nodes.get(MASTERS + nodes.indexOf(master));
    }

    /** Another master than that one. */
    public RedisFixture otherThan(RedisFixture master) {
        return nodes.get((nodes.indexOf(master) + 1) % MASTERS);
    }

    /** As Redis counts. */
    public int slotOf(String key) {
        return ask(nodes.get(MASTERS), client -> (int) client.clusterKeySlot(key));
    }

    /** A master and its replica, so that nobody takes its place. */
    public void freeze(RedisFixture master) {
        replicaOf(master).freeze();
        master.freeze();
    }

    public void thaw(RedisFixture master) {
        master.thaw();
        replicaOf(master).thaw();
    }

    /** The keys of the slot can be given away from now on. */
    public void beginToMove(int slot, RedisFixture from, RedisFixture to) {
        ask(to, client -> client.clusterSetSlotImporting(slot, ids.get(from)));
        ask(from, client -> client.clusterSetSlotMigrating(slot, ids.get(to)));
    }

    /** Gives the keys away that there are now. */
    public void moveKeys(int slot, RedisFixture from, RedisFixture to) {
        List<String> keys = ask(from, client -> client.clusterGetKeysInSlot(slot, 1_000));
        if (!keys.isEmpty()) {
            ask(
                    from,
                    client -> client.migrate(
                            "127.0.0.1", to.port, 5_000, new MigrateParams().replace(), keys.toArray(String[]::new)));
        }
    }

    /** The slot belongs to the other one from now on. */
    public void endMove(int slot, RedisFixture from, RedisFixture to) {
        ask(to, client -> client.clusterSetSlotNode(slot, ids.get(to)));
        ask(from, client -> client.clusterSetSlotNode(slot, ids.get(to)));
    }

    /** The replica takes the place of its master, which does not agree. */
    public void failover(RedisFixture replica, ClusterFailoverOption how) {
        ask(replica, client -> client.clusterFailover(how));
        awaitPromoted(replica);
    }

    public void awaitPromoted(RedisFixture replica) {
        Awaitility.await("failover")
                .atMost(Duration.ofMinutes(1))
                .until(() -> ask(replica, client -> client.info("replication")).contains("role:master"));
    }

    @Override
    public void close() {
        nodes.forEach(RedisFixture::close);
    }
}
