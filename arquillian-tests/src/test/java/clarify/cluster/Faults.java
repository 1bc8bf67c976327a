package clarify.cluster;

import static java.util.Objects.requireNonNull;

import clarify.cluster.Fault.Action;
import clarify.testkit.Redis;
import clarify.testkit.ReplicatedRedis;
import clarify.testkit.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/**
 * Injects one fault after the other, each for some seconds, in a pseudo-random order: all of them before one comes again, and
 * those first in which a node does not learn of changes.
 */
final class Faults implements Runnable {
    private static final Duration FLAP = Duration.ofMillis(300);

    /** Time between two faults. With a longer time a run checks more contexts from the cache. */
    private static final int LONGEST_CALM_MILLIS = Integer.getInteger("calm.millis", 1_500);

    /** So long the pool may hand out connections that do not answer: each is noticed after the socket time-out. */
    private static final Duration AFTERMATH = Duration.ofSeconds(30);

    private static final Duration LONGER = Duration.ofSeconds(3);

    private static final int HOGS = 8;

    /** Only faults with this in their names; usually all. */
    private static final String ONLY = System.getProperty("faults", "");

    private final TwoNodes cluster;
    private final Random random;
    private final List<Fault> faults = new ArrayList<>();
    private final Deque<Fault> next = new ArrayDeque<>();
    private volatile boolean ending;
    private volatile String current = "none";
    private final Map<Node, CompletableFuture<Void>> starting = new HashMap<>();
    private final Map<Node, Long> databaseAway = new ConcurrentHashMap<>();
    private final List<Process> hogs = new ArrayList<>();
    private @Nullable Node frozen;
    private @Nullable Redis replica;

    Faults(TwoNodes cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
        cluster.replicated.ifPresentOrElse(this::addOfSentinels, this::addOfOneRedis);
        add("none", () -> {}, () -> {}, () -> {});
        faults.removeIf(fault -> !fault.name().contains(ONLY));
        shuffle();
        faults.stream().filter(Fault::isOfTheLease).forEach(fault -> {
            next.remove(fault);
            next.push(fault);
        });
    }

    private void addOfSentinels(ReplicatedRedis redis) {
        List<Fault> ofSentinels = new SentinelFaults(cluster, redis).all();
        faults.addAll(ofSentinels);
        Fault killed = ofSentinels.get(0);
        for (Node node : cluster.nodes) {
            add(
                    "freeze " + node.name() + ", " + killed.name(),
                    () -> {
                        freeze(node);
                        killed.begin().run();
                    },
                    () -> {},
                    () -> {
                        thaw(node);
                        killed.end().run();
                    });
        }
    }

    private void addOfOneRedis() {
        for (Node node : cluster.nodes) {
            proxied(node.name(), Set.of(node.proxy));
            add("kill " + node.name(), () -> kill(node), () -> {}, () -> startAgain(node));
            add("freeze " + node.name(), () -> freeze(node), () -> {}, () -> thaw(node));
            database("silent connections", node, node.database::silenceConnections);
            database("silent database", node, node.database::swallow);
            database("refusing database", node, node.database::refuse);
        }
        proxied("both", Set.of(cluster.node(0).proxy, cluster.node(1).proxy));
        add("redis killed", cluster.redis::kill, () -> {}, cluster.redis::start);
        add("redis frozen", cluster.redis::freeze, () -> {}, cluster.redis::thaw);
        add("redis emptied", () -> {}, () -> cluster.redis.ask(Jedis::flushAll), () -> {});
        add("redis started from a copy", cluster.redis::keepCopy, () -> {}, cluster.redis::startFromCopy);
        add("redis with the data of a replica", () -> replica = cluster.redis.copy(), () -> {}, this::takeItsData);
        add("versions evicted", () -> {}, this::evictVersions, () -> {});
        whileUntold(cluster.node(0), cluster.node(1));
        whileUntold(cluster.node(1), cluster.node(0));
        add("starved", this::starve, () -> {}, this::feed);
    }

    private void shuffle() {
        Collections.shuffle(faults, random);
        next.addAll(faults);
    }

    private Fault draw() {
        if (next.isEmpty()) {
            shuffle();
        }
        return next.pop();
    }

    /** While a node is out of its senses another one answers changes that it cannot tell Redis of. */
    private void whileUntold(Node node, Node other) {
        add(
                "freeze " + node.name() + ", " + other.name() + " without Redis",
                () -> {
                    other.proxy.refuse();
                    freeze(node);
                },
                () -> {},
                () -> {
                    thaw(node);
                    Thread.sleep(LONGER.toMillis()); // so that its first answers come before the change is delivered
                    other.proxy.pass();
                });
        add(
                "silent connections " + node.name() + ", " + other.name() + " without Redis",
                () -> {
                    other.proxy.refuse();
                    takeDatabase(node, node.database::silenceConnections);
                },
                () -> {},
                () -> {
                    Thread.sleep(LONGER.toMillis()); // longer than the lease
                    other.proxy.pass();
                    giveDatabaseBack(node);
                });
        add(
                "starved, " + other.name() + " without Redis",
                () -> {
                    databaseAway.put(other, Long.MAX_VALUE); // its lookups may not end in time
                    other.proxy.refuse();
                    starve();
                },
                () -> {},
                () -> {
                    feed();
                    other.proxy.pass();
                    databaseAway.put(other, System.nanoTime() + LONGER.toNanos());
                });
    }

    private void database(String how, Node node, Runnable fault) {
        add(how + " " + node.name(), () -> takeDatabase(node, fault), () -> {}, () -> giveDatabaseBack(node));
    }

    /** Not while the node starts: a server whose deployment failed does not try it again. */
    private void takeDatabase(Node node, Runnable fault) {
        if (node.isUp()) {
            databaseAway.put(node, Long.MAX_VALUE);
            fault.run();
        }
    }

    private void giveDatabaseBack(Node node) {
        node.database.pass();
        databaseAway.computeIfPresent(node, (same, until) -> System.nanoTime() + AFTERMATH.toNanos());
    }

    /** Programs that use all the CPU they get, more of them than there are CPUs. */
    private void starve() {
        for (int i = 0; i < HOGS; i++) {
            try {
                hogs.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void feed() {
        hogs.forEach(Process::destroyForcibly);
        hogs.clear();
    }

    /** Whether the database of the node was away at that {@link System#nanoTime}, or its dead connections were in use. */
    boolean wasDatabaseAway(Node node, long moment) {
        Long until = databaseAway.get(node);
        return until != null && (until == Long.MAX_VALUE || moment - until < 0);
    }

    private void proxied(String whose, Set<TcpProxy> proxies) {
        proxied("refuse", whose, proxies, TcpProxy::refuse);
        proxied("swallow", whose, proxies, TcpProxy::swallow);
        proxied("trickle", whose, proxies, TcpProxy::trickle);
        proxied("delay", whose, proxies, TcpProxy::delay);
        proxied("slow", whose, proxies, TcpProxy::slow);
        proxied("cut", whose, proxies, TcpProxy::cut);
        proxied("reset", whose, proxies, TcpProxy::reset);
        proxied("deafen", whose, proxies, TcpProxy::deafen);
        proxied("late", whose, proxies, TcpProxy::handOnLate);
        proxied("odd", whose, proxies, TcpProxy::answerOddly);
        proxied("twice", whose, proxies, TcpProxy::answerTwice);
        proxied("error", whose, proxies, proxy -> proxy.answerError("LOADING Redis is loading the dataset in memory"));
        add(
                "flap " + whose,
                () -> {},
                () -> {
                    proxies.forEach(TcpProxy::refuse);
                    Thread.sleep(FLAP.toMillis());
                    proxies.forEach(TcpProxy::pass);
                    Thread.sleep(FLAP.toMillis());
                },
                () -> {});
    }

    private void proxied(String how, String whose, Set<TcpProxy> proxies, Consumer<TcpProxy> fault) {
        add(how + " " + whose, () -> proxies.forEach(fault), () -> {}, () -> proxies.forEach(TcpProxy::pass));
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

    private void takeItsData() {
        try (Redis other = requireNonNull(replica)) {
            cluster.redis.takeDataOf(other);
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
                Fault fault = draw();
                long lasting = 500L + random.nextInt(4_000);
                long calm = 200L + random.nextInt(LONGEST_CALM_MILLIS);
                suffer(fault, lasting);
                Thread.sleep(calm);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the fault begin, last for that time and end. */
    void suffer(Fault fault, long millis) throws InterruptedException {
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
