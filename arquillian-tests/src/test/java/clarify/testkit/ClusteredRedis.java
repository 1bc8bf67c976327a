package clarify.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClusterFailoverOption;
import redis.clients.jedis.params.MigrateParams;

/**
 * A real Redis Cluster: three masters that share the slots, and a replica of each. Its nodes speak TLS with each other and with
 * the application, which signs in as a user with the least rights. The test comes without TLS.
 */
public final class ClusteredRedis implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int FIELDS_BEFORE_SLOTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A flag of a node; another one is nofailover. */
    private static final Pattern FAILING = Pattern.compile("[ ,]fail[?, ]");

    private final ServerCertificate certificate = new ServerCertificate();
    private final List<Redis> servers = new ArrayList<>();
    private final Map<Redis, Integer> tlsPorts = new HashMap<>();
    private final Map<Redis, String> ids = new HashMap<>();

    public ClusteredRedis() {
        for (int i = 0; i < 2 * MASTERS; i++) {
            int tlsPort = Ports.freeForCluster();
            Redis server = new Redis("", settings(tlsPort));
            servers.add(server);
            tlsPorts.put(server, tlsPort);
            ids.put(server, server.ask(Jedis::clusterMyId));
            int epoch = i + 1;
            server.ask(jedis -> jedis.clusterSetConfigEpoch(epoch));
            servers.get(0).ask(jedis -> jedis.clusterMeet("127.0.0.1", tlsPort));
        }
        for (int i = 0; i < MASTERS; i++) {
            int[] slots = IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS)
                    .toArray();
            servers.get(i).ask(jedis -> jedis.clusterAddSlots(slots));
        }
        await(server -> server.ask(Jedis::clusterNodes)
                        .lines()
                        .filter(line -> !line.contains("handshake"))
                        .count()
                == servers.size());
        for (int i = 0; i < MASTERS; i++) {
            String master = idOf(servers.get(i));
            servers.get(MASTERS + i).ask(jedis -> jedis.clusterReplicate(master));
        }
        awaitWell();
    }

    private List<String> settings(int tlsPort) {
        List<String> settings = new ArrayList<>(certificate.linesOfRedis(tlsPort));
        settings.addAll(List.of(
                "cluster-enabled yes",
                "cluster-config-file nodes.conf",
                "cluster-node-timeout 1000",
                "cluster-require-full-coverage no",
                "cluster-replica-validity-factor 0",
                "tls-cluster yes",
                "tls-replication yes",
                LeastUser.LINE + " +cluster|slots +cluster|info +asking"));
        return settings;
    }

    /** What nodes of the application need. A replica confirms each invalidation. */
    public Map<String, String> nodeSettings() {
        String addresses =
                servers.stream().map(server -> "127.0.0.1:" + tlsPortOf(server)).collect(Collectors.joining(","));
        Map<String, String> settings = new HashMap<>(LeastUser.SETTINGS);
        settings.put("clarify.redis.mode", "cluster");
        settings.put("clarify.redis.uri", "rediss://" + addresses);
        settings.put("clarify.redis.tls.ca-file", certificate.certificate.toString());
        settings.put("clarify.redis.confirm-replicas", "1");
        return settings;
    }

    private int tlsPortOf(Redis server) {
        return Objects.requireNonNull(tlsPorts.get(server));
    }

    private String idOf(Redis server) {
        return Objects.requireNonNull(ids.get(server));
    }

    public List<Redis> servers() {
        return List.copyOf(servers);
    }

    /** As Redis counts. */
    public int slotOf(String key) {
        return servers.get(0).ask(jedis -> (int) jedis.clusterKeySlot(key));
    }

    /** Those that say so of themselves, while all run. */
    public List<Redis> masters() {
        return servers.stream().filter(ClusteredRedis::isMaster).toList();
    }

    private static boolean isMaster(Redis server) {
        return server.ask(jedis -> jedis.info("replication")).contains("role:master");
    }

    /** While all run. */
    public Redis masterOf(int slot) {
        return masters().stream()
                .filter(master -> slotsOf(master).anyMatch(range -> contains(range, slot)))
                .findAny()
                .orElseThrow();
    }

    /** As {@code 5461-10922}, {@code 5461}, or, while it is moved, {@code [5461->-...]}. */
    private static Stream<String> slotsOf(Redis master) {
        return master.ask(Jedis::clusterNodes)
                .lines()
                .filter(line -> line.contains("myself"))
                .flatMap(line -> Stream.of(line.split(" ")).skip(FIELDS_BEFORE_SLOTS))
                .filter(range -> !range.startsWith("["));
    }

    private static boolean contains(String range, int slot) {
        String[] ends = range.split("-", 2);
        return slot >= Integer.parseInt(ends[0]) && slot <= Integer.parseInt(ends[ends.length - 1]);
    }

    /** While all run. */
    public Redis replicaOf(Redis master) {
        String role = master.ask(jedis -> jedis.info("replication"));
        return servers.stream()
                .filter(server -> role.contains("port=" + tlsPortOf(server) + ","))
                .findAny()
                .orElseThrow();
    }

    /** The slot and its keys belong to the other master afterwards. Clients are redirected meanwhile. */
    public void move(int slot, Redis from, Redis to) {
        to.ask(jedis -> jedis.clusterSetSlotImporting(slot, idOf(from)));
        from.ask(jedis -> jedis.clusterSetSlotMigrating(slot, idOf(to)));
        for (List<String> keys = keysIn(slot, from); !keys.isEmpty(); keys = keysIn(slot, from)) {
            String[] some = keys.toArray(String[]::new);
            from.ask(jedis -> jedis.migrate("127.0.0.1", tlsPortOf(to), 5_000, new MigrateParams().replace(), some));
        }
        to.ask(jedis -> jedis.clusterSetSlotNode(slot, idOf(to)));
        from.ask(jedis -> jedis.clusterSetSlotNode(slot, idOf(to)));
    }

    private static List<String> keysIn(int slot, Redis server) {
        return server.ask(jedis -> jedis.clusterGetKeysInSlot(slot, 1_000));
    }

    /** {@code CLUSTER FAILOVER FORCE}: the replica takes the place of its master, which is not asked. */
    public void forceFailover(Redis replica) {
        replica.ask(jedis -> jedis.clusterFailover(ClusterFailoverOption.FORCE));
        awaitPromoted(replica);
    }

    public void awaitPromoted(Redis replica) {
        Awaitility.await("failover")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isMaster(replica));
    }

    /** All servers know of all masters and replicas, and the replicas are up to date. */
    public void awaitWell() {
        await(server -> {
            String known = server.ask(Jedis::clusterNodes);
            String role = server.ask(jedis -> jedis.info("replication"));
            return server.ask(Jedis::clusterInfo).contains("cluster_state:ok")
                    && known.lines().filter(line -> line.contains("slave")).count() == MASTERS
                    && !FAILING.matcher(known).find()
                    && (role.contains("role:master")
                            ? role.contains("state=online")
                            : role.contains("master_link_status:up"));
        });
    }

    private void await(Predicate<Redis> all) {
        Awaitility.await("the Cluster")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> servers.stream().allMatch(all));
    }

    /** Whether one of its values, or of their keys, has that text in it. While all run. */
    public boolean keeps(String text) {
        return masters().stream().anyMatch(master -> master.keeps(text));
    }

    @Override
    public void close() {
        servers.forEach(Redis::close);
    }
}
