package clarify.cluster;

import clarify.testkit.Redis;
import clarify.testkit.ReplicatedRedis;
import clarify.testkit.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes Sentinels promote a replica, or a master forget. Each fault ends when there is a master with all its replicas
 * again.
 */
final class SentinelFaults {
    /** Longer than changes take to be answered, and shorter than what makes a replica too old to be promoted. */
    private static final Duration BEHIND = Duration.ofSeconds(2);

    /** Longer than nodes need to use the next master. */
    private static final Duration HEARD = Duration.ofSeconds(2);

    /** So few that most who ask do not wait for one. */
    private static final int HELD_LOOKUPS = 6;

    /** In each answer to a lookup of patterns, and in no answer of the database to anything else that a node asks. */
    private static final String PATTERN = "recurring_theme";

    /** Longer than a lease. */
    private static final Duration TWO_MASTERS = Duration.ofSeconds(3);

    private final TwoNodes cluster;
    private final ReplicatedRedis redis;
    private @Nullable Redis before;

    private interface OnMaster {
        void run(Redis master) throws InterruptedException;
    }

    SentinelFaults(TwoNodes cluster, ReplicatedRedis redis) {
        this.cluster = cluster;
        this.redis = redis;
    }

    /** Another server is master afterwards, and both nodes hear of it. */
    List<Fault> failovers() {
        return List.of(
                failover("master killed", Redis::kill, Redis::start),
                failover("master frozen", Redis::freeze, Redis::thaw),
                failover("master cut off", redis::cutOff, redis::connect),
                failover(
                        "failover by command, twice",
                        master -> {
                            redis.failover();
                            do {
                                redis.failover();
                            } while (redis.master() == master); // which may be promoted again
                        },
                        master -> {}));
    }

    /** The faults in which what is known to be removed may come back. */
    List<Fault> all() {
        List<Fault> all = new ArrayList<>(failovers());
        all.add(failover(
                "master killed, removals lost",
                master -> {
                    redis.cutOffReplicas(master);
                    Thread.sleep(BEHIND.toMillis());
                    master.kill();
                },
                Redis::start));
        all.add(failover(
                "master killed, back with old data",
                master -> {
                    master.keepCopy();
                    Thread.sleep(BEHIND.toMillis());
                    master.kill();
                },
                Redis::start));
        all.add(new Fault("started from a copy", () -> begin(Redis::keepCopy), () -> {
            before().startFromCopy();
            redis.awaitWell();
        }));
        for (int node = 0; node < cluster.nodes.size(); node++) {
            String name = cluster.node(node).name();
            all.add(splitBrain(name, cluster.toSentinels(node)));
            all.add(replicaAsked(name, cluster.toSentinels(node)));
            all.add(lookupsHeld(name, cluster.node(node).database));
        }
        return all;
    }

    /**
     * The node goes on with the former master as soon as that is a replica, as no Sentinel tells it of the next one, whose changes do
     * not get there.
     */
    private Fault replicaAsked(String node, List<TcpProxy> toSentinels) {
        return failover(
                "replica behind, asked by " + node,
                master -> {
                    toSentinels.forEach(TcpProxy::refuse);
                    redis.lockOut(master); // while it is a second one
                    redis.failover();
                    redis.awaitWell();
                    redis.letIn(master);
                    Thread.sleep(BEHIND.toMillis()); // lists are stored, and replicated to the former master
                    redis.cutOffReplicas(redis.master());
                },
                master -> {
                    toSentinels.forEach(TcpProxy::pass);
                    redis.connect(redis.master());
                });
    }

    /**
     * Lookups have read the database before a change, and their answers come when a replica that missed the removal has been
     * promoted.
     */
    private Fault lookupsHeld(String node, TcpProxy database) {
        return failover(
                "master killed, removals lost, lookups held on " + node,
                master -> {
                    redis.cutOffReplicas(master);
                    database.hold(HELD_LOOKUPS, PATTERN);
                    Thread.sleep(BEHIND.toMillis()); // other people are changed at its end
                    master.kill();
                    redis.awaitMasterOtherThan(master);
                    Thread.sleep(HEARD.toMillis());
                    database.pass();
                },
                Redis::start);
    }

    /** The node goes on with the former master, as no Sentinel tells it of the next one. */
    private Fault splitBrain(String node, List<TcpProxy> toSentinels) {
        return failover(
                "two masters, " + node + " with the former one",
                master -> {
                    toSentinels.forEach(TcpProxy::refuse);
                    redis.cutOff(master);
                },
                master -> {
                    Thread.sleep(TWO_MASTERS.toMillis());
                    toSentinels.forEach(TcpProxy::pass);
                    redis.connect(master);
                });
    }

    private Fault failover(String name, OnMaster begin, OnMaster end) {
        return new Fault(name, () -> begin(begin), () -> {
            redis.awaitMasterOtherThan(before());
            end.run(before());
            redis.awaitWell();
        });
    }

    private void begin(OnMaster fault) throws InterruptedException {
        Redis master = redis.master();
        before = master;
        fault.run(master);
    }

    /** The master of before the fault. */
    private Redis before() {
        return Objects.requireNonNull(before);
    }
}
