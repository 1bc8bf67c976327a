package clarify.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisSentinel;

/** A real master with replicas, watched by three real Sentinels. */
public final class Replication implements AutoCloseable {

    public static final String MASTER = "dreams";

    private final List<RedisFixture> servers;
    private final List<Integer> sentinelPorts = new ArrayList<>();
    private final List<RedisSentinel> sentinels = new ArrayList<>();

    public Replication(int replicas) {
        servers = IntStream.rangeClosed(0, replicas)
                .mapToObj(i -> new RedisFixture())
                .toList();
        servers.stream().skip(1).forEach(replica -> {
            try (Jedis client = replica.client()) {
                client.replicaof("127.0.0.1", servers.get(0).port);
            }
        });
        for (int i = 0; i < 3; i++) {
            startSentinel();
        }
        Awaitility.await("Sentinels know each other and the replicas")
                .until(() -> sentinelPorts.stream().allMatch(port -> knows(port, replicas)));
    }

    private void startSentinel() {
        int port = RedisFixture.freePort();
        try {
            RedisSentinel sentinel = RedisSentinel.newRedisSentinel()
                    .port(port)
                    .masterName(MASTER)
                    .masterPort(servers.get(0).port)
                    .quorumSize(2)
                    .downAfterMilliseconds(500L)
                    .failOverTimeout(2_000L)
                    .build();
            sentinel.start();
            sentinels.add(sentinel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sentinelPorts.add(port);
    }

    private static boolean knows(int port, int replicas) {
        try (Jedis client = new Jedis("127.0.0.1", port)) {
            return client.sentinelSentinels(MASTER).size() == 2
                    && client.sentinelReplicas(MASTER).size() == replicas;
        }
    }

    public String uri() {
        return "redis://"
                + sentinelPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** To each Sentinel, in turn. */
    public void askSentinels(Consumer<Jedis> question) {
        sentinelPorts.forEach(port -> {
            try (Jedis client = new Jedis("127.0.0.1", port)) {
                question.accept(client);
            }
        });
    }

    /** The one that the first Sentinel takes for it. */
    public RedisFixture master() {
        try (Jedis client = new Jedis("127.0.0.1", sentinelPorts.get(0))) {
            int port =
                    Integer.parseInt(client.sentinelGetMasterAddrByName(MASTER).get(1));
            return servers.stream()
                    .filter(server -> server.port == port)
                    .findFirst()
                    .orElseThrow();
        }
    }

    public void failover() {
        RedisFixture before = master();
        try (Jedis client = new Jedis("127.0.0.1", sentinelPorts.get(0))) {
            client.sentinelFailover(MASTER);
        }
        awaitMasterOtherThan(before);
    }

    public void awaitMasterOtherThan(RedisFixture before) {
        Awaitility.await("failover").atMost(java.time.Duration.ofMinutes(1)).until(() -> master() != before);
    }

    public void stopSentinel(int index) {
        try {
            sentinels.get(index).stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < sentinels.size(); i++) {
            stopSentinel(i);
        }
        servers.forEach(RedisFixture::close);
    }
}
