package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.ClusteredRedis;
import clarify.testkit.Journal;
import clarify.testkit.Redis;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A Redis Cluster under load, over TLS, with a user of the least rights and with encrypted lists, while slots move and masters
 * change and are away: no context fails, nothing is stale, and the people of other masters keep their hits.
 */
@OnTwoNodes(OnTwoNodes.Settings.CLUSTER)
class ClusterFailoverIT {
    /** Of each fault. */
    private static final int TIMES = Integer.getInteger("times", 1);

    /** How often the people of other masters are asked for while one is away. */
    private static final int READS = 20;

    private static final String CANARY = "a canary in a coal mine";

    private final TwoNodes cluster;
    private final ClusteredRedis redis;

    /** One of each master that there is at first. */
    private final Map<Redis, Person> people = new HashMap<>();

    ClusterFailoverIT(TwoNodes cluster) {
        this.cluster = cluster;
        redis = cluster.clustered.orElseThrow();
        while (people.size() < redis.masters().size()) {
            Person person = new Person(cluster);
            people.putIfAbsent(redis.masterOf(slotOf(person)), person);
        }
    }

    private int slotOf(Person person) {
        return redis.slotOf("{" + person.id + "}");
    }

    @Test
    void no_context_fails_and_nothing_is_stale_while_slots_move_and_masters_change() throws InterruptedException {
        HistoryChecker history = new HistoryChecker(cluster, 1);

        Report report = history.runDuring(() -> {
            for (int time = 0; time < TIMES; time++) {
                for (Fault fault : List.of(slotMoved(), failoverForced(), masterKilled(), shardAway())) {
                    history.faults().suffer(fault, 0);
                    people.values().forEach(this::awaitHits);
                }
            }
        });

        HistoryIT.assertRight(report);
    }

    private Fault slotMoved() {
        return fault("slot moved", master -> {
            Redis other = redis.masters().stream()
                    .filter(each -> each != master)
                    .findAny()
                    .orElseThrow();
            int slot = slotOf(anybody());
            redis.move(slot, master, other);
            awaitHits(anybody());
            redis.move(slot, other, master);
        });
    }

    private Fault failoverForced() {
        return fault("failover forced", master -> redis.forceFailover(redis.replicaOf(master)));
    }

    private Fault masterKilled() {
        return fault("master killed", master -> {
            Redis replica = redis.replicaOf(master);
            master.kill();
            redis.awaitPromoted(replica);
            people.values().forEach(this::awaitHits);
            master.start();
        });
    }

    /** With its replica, so that nobody takes its place. */
    private Fault shardAway() {
        return fault("shard away", master -> {
            Redis replica = redis.replicaOf(master);
            List<Person> others = people.values().stream()
                    .filter(person -> redis.masterOf(slotOf(person)) != master)
                    .toList();
            assertThat(others).isNotEmpty();
            others.forEach(this::lookUpAnew);
            replica.freeze();
            master.freeze();
            try {
                for (int read = 0; read < READS; read++) {
                    others.forEach(this::assertHits);
                }
            } finally {
                master.thaw();
                replica.thaw();
            }
        });
    }

    private interface OnMaster {
        void run(Redis master) throws InterruptedException;
    }

    /** On the master of somebody; ends when the Cluster is well again. */
    private Fault fault(String name, OnMaster change) {
        return new Fault(name, () -> change.run(redis.masterOf(slotOf(anybody()))), redis::awaitWell);
    }

    private Person anybody() {
        return people.values().iterator().next();
    }

    /** So that nothing expires meanwhile. */
    private void lookUpAnew(Person person) {
        cluster.node(0)
                .clarify()
                .admin()
                .delete("/admin/cache/users/" + person.id)
                .expect(204);
        awaitHits(person);
    }

    private void awaitHits(Person person) {
        for (int node = 0; node < cluster.nodes.size(); node++) {
            int which = node;
            Awaitility.await("lists of " + person.id + " from the cache")
                    .atMost(TestEnvironment.PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> hits(person, which) == Journal.KINDS.size());
        }
    }

    private void assertHits(Person person) {
        for (int node = 0; node < cluster.nodes.size(); node++) {
            assertThat(hits(person, node)).as("lists from the cache").isEqualTo(Journal.KINDS.size());
        }
    }

    private int hits(Person person, int node) {
        return person.door(node).context().cacheHits();
    }

    @Test
    void all_keys_of_a_person_are_in_one_slot() {
        Person person = anybody();
        awaitHits(person);

        Set<String> keys = redis.masterOf(slotOf(person)).ask(jedis -> jedis.keys("*" + person.id + "*"));

        assertThat(keys).hasSize(1 + Journal.KINDS.size());
        Set<Integer> slots = new HashSet<>();
        keys.forEach(key -> slots.add(redis.slotOf(key)));
        assertThat(slots).hasSize(1);
    }

    @Test
    void whoever_reads_what_redis_keeps_finds_no_text_of_a_person() {
        List<Journal> journals = new ArrayList<>();
        IntStream.range(0, 2 * people.size())
                .forEach(i -> journals.add(Journal.rich(cluster.node(i % 2).clarify())));
        for (Journal journal : journals) {
            Journal.dream(journal.caller(), CANARY);
            Awaitility.await("lists from the cache")
                    .until(() -> journal.caller().context().cacheHits() == Journal.KINDS.size());
            assertThat(journal.caller().context().text()).contains(CANARY);
        }

        assertThat(redis.keeps(journals.get(0).userId().toString()))
                .as("keys are looked at")
                .isTrue();
        assertThat(redis.keeps(CANARY)).isFalse();
        assertThat(redis.keeps("\"title\"")).isFalse();
    }
}
