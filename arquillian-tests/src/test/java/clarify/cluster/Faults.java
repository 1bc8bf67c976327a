package clarify.cluster;

import clarify.testkit.RedisProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** Injects one fault after the other, each for some seconds, in a pseudo-random order. */
final class Faults implements Runnable {
    private static final Duration FLAP = Duration.ofMillis(300);

    /** Time between two faults. With a longer time a run checks more contexts from the cache. */
    private static final int LONGEST_CALM_MILLIS = Integer.getInteger("calm.millis", 1_500);

    private final TwoNodes cluster;
    private final Random random;
    private final List<Fault> faults = new ArrayList<>();
    private volatile boolean ending;
    private volatile String current = "none";
    private final Map<Node, CompletableFuture<Void>> starting = new HashMap<>();
    private @Nullable Node frozen;

    private interface Action {
        void run() throws InterruptedException;
    }

    /** Actions at the beginning, during and at the end of a fault. */
    private record Fault(String name, Action begin, Action during, Action end) {}

    Faults(TwoNodes cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
        for (Node node : cluster.nodes) {
            proxied(node.name(), Set.of(node.proxy));
            add("kill " + node.name(), () -> kill(node), () -> {}, () -> startAgain(node));
            add("freeze " + node.name(), () -> freeze(node), () -> {}, () -> thaw(node));
        }
        proxied("both", Set.of(cluster.node(0).proxy, cluster.node(1).proxy));
        add("redis killed", cluster.redis::kill, () -> {}, cluster.redis::start);
        add("redis frozen", cluster.redis::freeze, () -> {}, cluster.redis::thaw);
        add("redis emptied", () -> {}, () -> cluster.redis.ask(Jedis::flushAll), () -> {});
        add("versions evicted", () -> {}, this::evictVersions, () -> {});
        add("none", () -> {}, () -> {}, () -> {});
    }

    private void proxied(String whose, Set<RedisProxy> proxies) {
        proxied("refuse", whose, proxies, RedisProxy::refuse);
        proxied("swallow", whose, proxies, RedisProxy::swallow);
        proxied("trickle", whose, proxies, RedisProxy::trickle);
        proxied("delay", whose, proxies, RedisProxy::delay);
        proxied("slow", whose, proxies, RedisProxy::slow);
        proxied("cut", whose, proxies, RedisProxy::cut);
        proxied("reset", whose, proxies, RedisProxy::reset);
        proxied("deafen", whose, proxies, RedisProxy::deafen);
        proxied("late", whose, proxies, RedisProxy::handOnLate);
        proxied("error", whose, proxies, proxy -> proxy.answerError("LOADING Redis is loading the dataset in memory"));
        add(
                "flap " + whose,
                () -> {},
                () -> {
                    proxies.forEach(RedisProxy::refuse);
                    Thread.sleep(FLAP.toMillis());
                    proxies.forEach(RedisProxy::pass);
                    Thread.sleep(FLAP.toMillis());
                },
                () -> {});
    }

    private void proxied(String how, String whose, Set<RedisProxy> proxies, Consumer<RedisProxy> fault) {
        add(how + " " + whose, () -> proxies.forEach(fault), () -> {}, () -> proxies.forEach(RedisProxy::pass));
    }

    private void add(String name, Action begin, Action during, Action end) {
        faults.add(new Fault(name, begin, during, end));
    }

    /** Does nothing to a node that is still starting. */
    private void kill(Node node) {
        if (node.isUp()) {
            node.kill();
        }
    }

    /** Other faults go on while it starts. */
    private void startAgain(Node node) {
        if (!node.isUp() && isDone(starting.get(node))) {
            starting.put(node, CompletableFuture.runAsync(() -> {
                node.start();
                node.awaitAnswer();
            }));
        }
    }

    private static boolean isDone(@Nullable CompletableFuture<Void> start) {
        return start == null || start.isDone();
    }

    private void freeze(Node node) {
        if (node.isUp()) {
            node.freeze();
            frozen = node;
        }
    }

    private void thaw(Node node) {
        if (node.equals(frozen)) {
            node.thaw();
            frozen = null;
        }
    }

    private void evictVersions() {
        Set<String> versions = cluster.redis.ask(jedis -> jedis.keys("ctx:version:*"));
        if (!versions.isEmpty()) {
            cluster.redis.ask(jedis -> jedis.del(versions.toArray(String[]::new)));
        }
    }

    /** The current fault. */
    String current() {
        return current;
    }

    void end() {
        ending = true;
    }

    /** Waits for the restart of killed nodes. To be called after {@link #run}. */
    void awaitNodes() {
        starting.values().forEach(CompletableFuture::join);
    }

    @Override
    public void run() {
        try {
            while (!ending) {
                // Always the same draws for each fault, so that a seed replays the same run.
                Fault fault = faults.get(random.nextInt(faults.size()));
                long lasting = 500L + random.nextInt(4_000);
                long calm = 200L + random.nextInt(LONGEST_CALM_MILLIS);
                suffer(fault, lasting);
                Thread.sleep(calm);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void suffer(Fault fault, long millis) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        current = fault.name();
        try {
            fault.begin().run();
            while (System.nanoTime() - end < 0) {
                fault.during().run();
                Thread.sleep(100);
            }
        } finally {
            fault.end().run();
            current = "none";
        }
    }
}
