package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ClientKillParams;
import redis.embedded.RedisSentinel;

/**
 * A real master with two replicas, watched by three real Sentinels. Replicas, Sentinels, the application and the test sign in as
 * different users, so that each can be cut off from a server that the others still reach.
 */
public final class ReplicatedRedis implements AutoCloseable {
    /** How Sentinels name the master. */
    public static final String MASTER = "dreams";

    public static final int REPLICAS = 2;

    private static final int SENTINELS = 3;
    private static final String REPLICA = "replica";
    private static final String SENTINEL = "sentinel";
    private static final String PASSWORD = "change-me";

    private static final List<String> SETTINGS = List.of(
            "requirepass " + PASSWORD,
            "user " + REPLICA + " on >" + PASSWORD + " +ping +psync +replconf",
            "user " + SENTINEL + " on >" + PASSWORD + " allchannels +@all",
            LeastUser.LINE,
            "masteruser " + REPLICA,
            "masterauth " + PASSWORD);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Redis> servers = Stream.generate(() -> new Redis(PASSWORD, SETTINGS))
            .limit(1 + REPLICAS)
            .toList();
    private final List<Integer> sentinelPorts = new ArrayList<>();
    private final List<RedisSentinel> sentinels = new ArrayList<>();

    public ReplicatedRedis() {
        int first = servers.get(0).port();
        servers.stream().skip(1).forEach(replica -> replica.ask(jedis -> jedis.replicaof("127.0.0.1", first)));
        IntStream.range(0, SENTINELS).forEach(i -> startSentinel(first));
        awaitWell();
    }

    private void startSentinel(int master) {
        int port = Ports.free();
        try {
            Path configuration = Files.writeString(
                    Files.createTempFile("sentinel", ".conf"), """
                    bind 127.0.0.1
                    sentinel monitor %1$s 127.0.0.1 %2$d 2
                    sentinel auth-user %1$s %3$s
                    sentinel auth-pass %1$s %4$s
                    sentinel down-after-milliseconds %1$s 500
                    sentinel failover-timeout %1$s 2000
                    """.formatted(MASTER, master, SENTINEL, PASSWORD));
            RedisSentinel sentinel = RedisSentinel.newRedisSentinel()
                    .configFile(configuration.toString())
                    .port(port)
                    .build();
            sentinel.start();
            sentinels.add(sentinel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sentinelPorts.add(port);
    }

    /** What nodes need to follow the master, apart from the address. With all replicas confirming, a split brain shows nothing stale. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(LeastUser.SETTINGS);
        settings.put("clarify.redis.mode", "sentinel");
        settings.put("clarify.redis.sentinel-master", MASTER);
        settings.put("clarify.redis.confirm-replicas", String.valueOf(REPLICAS));
        return settings;
    }

    public List<Integer> sentinelPorts() {
        return List.copyOf(sentinelPorts);
    }

    /** The one that the first Sentinel takes for it. */
    public Redis master() {
        int port = masterOf(sentinelPorts.get(0));
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow();
    }

    private static int masterOf(int sentinel) {
        try (var jedis = new Jedis("127.0.0.1", sentinel)) {
            return Integer.parseInt(jedis.sentinelGetMasterAddrByName(MASTER).get(1));
        }
    }

    /** {@code SENTINEL FAILOVER}, as soon as the Sentinel finds a replica for it. Waits for the new master. */
    public void failover() {
        Redis before = master();
        Awaitility.await("a replica to promote")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreException(JedisDataException.class) // no replica is good enough yet, or a failover goes on
                .until(() -> {
                    try (var jedis = new Jedis("127.0.0.1", sentinelPorts.get(0))) {
                        return "OK".equals(jedis.sentinelFailover(MASTER));
                    }
                });
        awaitMasterOtherThan(before);
    }

    public void awaitMasterOtherThan(Redis before) {
        Awaitility.await("failover")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> master() != before);
    }

    /** Its replicas and the Sentinels do not reach it any more. Clients do, and it takes their writes. */
    public void cutOff(Redis server) {
        letIn(server, REPLICA, "off");
        letIn(server, SENTINEL, "off");
    }

    /** Its replicas stay as they are. Sentinels still see all of them. */
    public void cutOffReplicas(Redis server) {
        letIn(server, REPLICA, "off");
    }

    /** The application is refused there. */
    public void lockOut(Redis server) {
        letIn(server, LeastUser.NAME, "off");
    }

    /** Ends {@link #lockOut}. */
    public void letIn(Redis server) {
        letIn(server, LeastUser.NAME, "on");
    }

    /** Ends {@link #cutOff}. */
    public void connect(Redis server) {
        letIn(server, REPLICA, "on");
        letIn(server, SENTINEL, "on");
    }

    private static void letIn(Redis server, String user, String whether) {
        server.ask(jedis -> jedis.aclSetUser(user, whether));
        server.ask(jedis -> jedis.clientKill(ClientKillParams.clientKillParams().user(user)));
    }

    /** Waits until the Sentinels agree on a master and all others follow it. */
    public void awaitWell() {
        Awaitility.await("a master with all its replicas")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .until(() -> sentinelPorts.stream().allMatch(ReplicatedRedis::seesAll) && isFollowed(master()));
    }

    private static boolean seesAll(int sentinel) {
        try (var jedis = new Jedis("127.0.0.1", sentinel)) {
            Map<String, String> master = jedis.sentinelMaster(MASTER);
            return "master".equals(master.get("flags"))
                    && String.valueOf(SENTINELS - 1).equals(master.get("num-other-sentinels"))
                    && jedis.sentinelReplicas(MASTER).stream()
                                    .filter(replica -> "slave".equals(replica.get("flags"))
                                            && "ok".equals(replica.get("master-link-status")))
                                    .count()
                            == REPLICAS;
        }
    }

    private boolean isFollowed(Redis master) {
        return sentinelPorts.stream().allMatch(sentinel -> masterOf(sentinel) == master.port())
                && master.ask(jedis -> jedis.info("replication"))
                                .lines()
                                .filter(line -> line.contains("state=online"))
                                .count()
                        == REPLICAS;
    }

    @Override
    public void close() {
        try {
            for (RedisSentinel sentinel : sentinels) {
                sentinel.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        servers.forEach(Redis::close);
    }
}
