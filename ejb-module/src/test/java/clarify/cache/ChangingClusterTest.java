package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.CircuitRecord;
import clarify.redis.ClusterFixture;
import clarify.redis.RedisFixture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClusterFailoverOption;

/** A real Redis Cluster whose slots and masters change, under reads and invalidations, as the user that docs/redis.md tells how to make. */
class ChangingClusterTest {

    private final UUID userId = UUID.randomUUID();

    @AutoClose
    private final ClusterFixture cluster = withUser();

    @AutoClose
    private final CacheFixture cache = cache(Map.of());

    private final String version = "ctx:version:{" + userId + "}";
    private final int slot = cluster.slotOf(version);
    private final RedisFixture from = cluster.masterOf(version);
    private final RedisFixture to = cluster.otherThan(from);

    private static ClusterFixture withUser() {
        ClusterFixture cluster = new ClusterFixture();
        AclTest.documentedRules()
                .forEach(rules -> cluster.nodes()
                        .forEach(node -> ClusterFixture.ask(node, client -> client.aclSetUser("clarify", rules))));
        cluster.nodes().forEach(node -> ClusterFixture.ask(node, client -> client.aclSetUser("clarify", "~moon*")));
        return cluster;
    }

    private CacheFixture cache(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.mode", "cluster");
        settings.put("clarify.redis.uri", cluster.uri());
        settings.put("clarify.redis.user", "clarify");
        settings.put("clarify.redis.password", AclTest.PASSWORD);
        settings.putIfAbsent("clarify.redis.connect-timeout", "PT2S");
        settings.putIfAbsent("clarify.redis.read-timeout", "PT2S");
        settings.putIfAbsent("clarify.cache.circuit.recovery", "PT0.2S");
        return new CacheFixture(settings);
    }

    private CachedLists read() {
        return cache.lists.read(userId);
    }

    private boolean isHit() {
        return read().list(Kind.DREAMS, String.class).isPresent();
    }

    private void store() {
        cache.lists.store(read(), everything(), () -> {});
    }

    private static Map<Kind, List<String>> everything() {
        Map<Kind, List<String>> lists = new HashMap<>();
        Set.of(Kind.values()).forEach(kind -> lists.put(kind, List.of("a row")));
        return lists;
    }

    private boolean invalidate() {
        return cache.lists.invalidate(Set.of(new StaleLists(UUID.randomUUID(), userId, Set.of(Kind.DREAMS))));
    }

    private static boolean isAt(RedisFixture node, String key) {
        return ClusterFixture.ask(node, client -> client.keys(key)).contains(key);
    }

    private boolean isRefused(RedisFixture node, String command) {
        return ClusterFixture.ask(node, Jedis::aclLog).stream()
                .anyMatch(entry -> entry.getObject().startsWith(command));
    }

    private boolean isUntroubled() {
        return cache.redis.circuit().state() == CircuitRecord.State.CLOSED
                && cache.redis.circuit().consecutiveFailures() == 0;
    }

    @Test
    void keys_that_are_on_their_way_are_asked_for_where_they_are() {
        cache.redis.tryAgainIfDue();
        store();
        cluster.beginToMove(slot, from, to);
        assertThat(isHit()).isTrue(); // all keys are still there

        cluster.moveKeys(slot, from, to);
        CachedLists seen = read();
        assertThat(seen.isAnswered()).isTrue();
        assertThat(seen.list(Kind.DREAMS, String.class)).isEmpty(); // they were stored on another history
        assertThat(cache.calls("get", "redirected")).isPositive();
        assertThat(invalidate()).isTrue();
        assertThat(isAt(to, "ctx:dreams:{" + userId + "}")).isFalse();
        assertThat(isUntroubled()).isTrue();
    }

    @Test
    void none_of_the_rights_for_a_cluster_can_be_left_out() {
        forbid("asking");
        cache.redis.tryAgainIfDue();
        store();
        cluster.beginToMove(slot, from, to);
        cluster.moveKeys(slot, from, to);
        read();
        assertThat(isRefused(to, "asking")).isTrue();
        assertThat(cache.logged.count("'asking'")).isEqualTo(1);
        assertThat(isUntroubled()).isTrue();

        forbid("cluster");
        cache.redis.tryAgainIfDue();
        cache.redis.tryAgainIfDue();
        assertThat(cluster.nodes()).anyMatch(node -> isRefused(node, "cluster"));
        assertThat(cache.logged.count("'cluster'")).isEqualTo(1);
        assertThat(cache.logged.count("give this user the rights that docs/redis.md lists"))
                .isEqualTo(2);
    }

    private void forbid(String command) {
        cluster.nodes()
                .forEach(node -> ClusterFixture.ask(node, client -> client.aclSetUser("clarify", "-" + command)));
    }

    /** Redis answers TRYAGAIN to commands with several keys of which some are not there. */
    @Test
    void keys_that_nobody_has_all_of_are_no_more_than_misses() {
        cache.redis.tryAgainIfDue();
        store();
        invalidate();
        cluster.beginToMove(slot, from, to);

        for (int i = 0; i < 10; i++) {
            assertThat(read().isAnswered()).isFalse();
            assertThat(invalidate()).isFalse();
        }

        assertThat(isUntroubled()).isTrue();
        assertThat(cache.logged.count("serves a key not now")).isEqualTo(1);
        cluster.moveKeys(slot, from, to);
        cluster.endMove(slot, from, to);
        assertThat(invalidate()).isTrue();
        store();
        assertThat(isHit()).isTrue();
    }

    @Test
    void a_slot_that_has_moved_is_followed_within_the_same_call() {
        cache.redis.tryAgainIfDue();
        store();
        CachedLists seen = read();
        cluster.beginToMove(slot, from, to);
        cluster.moveKeys(slot, from, to);
        cluster.endMove(slot, from, to);

        cache.lists.store(seen, everything(), () -> {}); // nothing is stored on another history than was seen
        assertThat(isHit()).isFalse();
        assertThat(read().isAnswered()).isTrue();
        store();
        assertThat(isHit()).isTrue();
        assertThat(isAt(to, version)).isTrue();
        long redirected = cache.calls("get", "redirected");
        assertThat(isHit()).isTrue();
        assertThat(cache.calls("get", "redirected")).isEqualTo(redirected); // it was learnt
        assertThat(isUntroubled()).isTrue();
    }

    @Test
    void invalidations_in_one_batch_with_one_that_has_moved_are_all_delivered() {
        cache.redis.tryAgainIfDue();
        store();
        List<StaleLists> stale = new ArrayList<>();
        IntStream.range(0, 50)
                .forEach(i -> stale.add(new StaleLists(UUID.randomUUID(), UUID.randomUUID(), Set.of(Kind.DREAMS))));
        stale.add(new StaleLists(UUID.randomUUID(), userId, Set.of(Kind.DREAMS)));
        cluster.beginToMove(slot, from, to);
        cluster.moveKeys(slot, from, to);
        cluster.endMove(slot, from, to);

        assertThat(cache.lists.undelivered(stale)).isEmpty();

        assertThat(isAt(to, "ctx:dreams:{" + userId + "}")).isFalse();
        assertThat(isAt(to, version)).isTrue();
    }

    /** Where it leads to a master, a purge would go through the keys of another one twice. */
    @Test
    void a_purge_is_not_complete_where_the_slot_that_led_to_a_master_has_moved_meanwhile() {
        cache.redis.tryAgainIfDue();
        List<String> ways = cache.redis.keysEverywhere();
        RedisFixture done = cluster.masterOf(ways.get(0));
        RedisFixture next = cluster.masterOf(ways.get(1));
        int way = cluster.slotOf(ways.get(1));
        UUID person = personAt(next, way);
        cache.lists.store(cache.lists.read(person), everything(), () -> {});
        AtomicBoolean moved = new AtomicBoolean();

        boolean complete = new Purge(cache.redis, cache.components.keys(), Set.of(Kind.DREAMS), stale -> {
                    if (!moved.getAndSet(true)) {
                        cluster.beginToMove(way, next, done);
                        cluster.moveKeys(way, next, done);
                        cluster.endMove(way, next, done);
                        cache.cache.get("moon" + ways.get(1), String.class); // and so it is known
                    }
                    return cache.lists.invalidate(stale);
                })
                .run();

        assertThat(cache.lists.read(person).list(Kind.DREAMS, String.class)).isPresent();
        assertThat(complete).isFalse();
    }

    private UUID personAt(RedisFixture master, int otherSlot) {
        return Stream.generate(UUID::randomUUID)
                .filter(user -> cluster.masterOf("{" + user + "}") == master)
                .filter(user -> cluster.slotOf("{" + user + "}") != otherSlot)
                .findFirst()
                .orElseThrow();
    }

    /** As docs/consistency.md says: only its time to live ends it then. */
    @Test
    void a_list_that_comes_back_to_its_first_master_with_its_slot_counts_again() {
        cache.redis.tryAgainIfDue();
        store();
        move(from, to);
        assertThat(isHit()).isFalse();

        move(to, from);

        assertThat(isHit()).isTrue();
    }

    private void move(RedisFixture giver, RedisFixture taker) {
        cluster.beginToMove(slot, giver, taker);
        cluster.moveKeys(slot, giver, taker);
        cluster.endMove(slot, giver, taker);
    }

    @Test
    void a_value_of_another_bean_follows_its_slot() {
        cache.redis.tryAgainIfDue();
        String key = "moon{" + userId + "}";
        cache.cache.set(key, "Io");
        cluster.beginToMove(slot, from, to);
        cluster.moveKeys(slot, from, to);
        cluster.endMove(slot, from, to);

        assertThat(cache.cache.get(key, String.class)).contains("Io");
        cache.cache.set(key, "Europa");
        assertThat(cache.cache.get(key, String.class)).contains("Europa");
        cache.cache.delete(key);
        assertThat(isAt(to, key)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_replica_that_takes_the_place_of_its_master_is_followed(ClusterFailoverOption how) {
        cache.redis.tryAgainIfDue();
        store();
        RedisFixture replica = cluster.replicaOf(from);
        Awaitility.await().until(() -> isAt(replica, version));

        cluster.failover(replica, how);
        Awaitility.await("the former master knows")
                .until(() -> ClusterFixture.ask(from, client -> client.info("replication"))
                        .contains("role:slave"));

        assertThat(isHit()).isFalse();
        assertThat(read().isAnswered()).isTrue();
        store();
        assertThat(isHit()).isTrue();
        assertThat(isAt(replica, version)).isTrue();
        assertThat(isUntroubled()).isTrue();
    }

    @Test
    void that_a_former_master_which_sends_its_calls_on_is_a_replica_is_no_trouble() {
        try (CacheFixture late = cache(Map.of())) {
            late.redis.tryAgainIfDue(); // learns the slots, and asks none of their masters
            cluster.failover(cluster.replicaOf(from), ClusterFailoverOption.FORCE);
            Awaitility.await("the former master knows")
                    .until(() -> ClusterFixture.ask(from, client -> client.info("replication"))
                            .contains("role:slave"));

            assertThat(late.lists.read(userId).isAnswered()).isTrue();

            assertThat(late.logged.count("does not tell its history")).isZero();
        }
    }

    @Test
    void a_former_master_that_can_confirm_nothing_says_who_has_the_slot() {
        RedisFixture replica = cluster.replicaOf(from);
        try (CacheFixture careful = cache(Map.of("clarify.redis.confirm-replicas", "1"))) {
            careful.redis.tryAgainIfDue();
            cluster.failover(replica, ClusterFailoverOption.FORCE);
            Awaitility.await("the former master knows")
                    .until(() -> ClusterFixture.ask(from, client -> client.info("replication"))
                            .contains("master_link_status:up"));

            assertThat(careful.lists.delete(userId, Set.of(Kind.DREAMS))).isTrue();

            assertThat(careful.redis.circuit().consecutiveFailures()).isZero();
            assertThat(careful.logged.count("WAIT")).isZero();
        }
    }

    @Test
    void the_replica_of_a_master_that_has_died_is_found_and_people_of_other_masters_notice_nothing() {
        UUID other = UUID.randomUUID();
        while (cluster.masterOf("ctx:version:{" + other + "}") == from) {
            other = UUID.randomUUID();
        }
        cache.redis.tryAgainIfDue();
        store();
        cache.lists.store(cache.lists.read(other), everything(), () -> {});
        RedisFixture replica = cluster.replicaOf(from);
        Awaitility.await().until(() -> isAt(replica, version));

        from.kill();
        UUID neighbour = other;
        Awaitility.await("following").until(() -> {
            cache.redis.tryAgainIfDue();
            assertThat(cache.lists.read(neighbour).list(Kind.DREAMS, String.class))
                    .isPresent();
            return read().isAnswered();
        });

        assertThat(isHit()).isFalse();
        store();
        assertThat(isHit()).isTrue();
        assertThat(cache.logged.count("The masters of the Redis Cluster are")).isEqualTo(2);
        from.startAgain();
    }
}
