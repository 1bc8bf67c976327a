package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.HistoryState;
import clarify.redis.RedisFixture;
import clarify.redis.SwitchedProxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.ClientKillParams.SkipMe;

/**
 * Another Redis becomes the master, or the same one with other data: what was stored before says nothing then, as the removal of
 * it may have been lost.
 */
class ChangeOfMasterTest {

    private static final Map<Kind, List<String>> DREAMS = Map.of(Kind.DREAMS, List.of("before"));

    private final UUID userId = UUID.randomUUID();

    @AutoClose
    private final RedisFixture first = new RedisFixture();

    @AutoClose
    private final Jedis firstClient = first.client();

    @AutoClose
    private final RedisFixture second = new RedisFixture();

    @AutoClose
    private final Jedis secondClient = second.client();

    @AutoClose
    private final SwitchedProxy proxy = new SwitchedProxy(first.port);

    @AutoClose
    private final SwitchedProxy replication = new SwitchedProxy(first.port);

    @AutoClose
    private final CacheFixture cache = cache(Map.of());

    private CacheFixture cache(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.uri", proxy.uri());
        settings.put("clarify.redis.connect-timeout", "PT10S");
        settings.putIfAbsent("clarify.redis.read-timeout", "PT10S");
        return new CacheFixture(settings);
    }

    private void secondFollowsFirst() {
        secondClient.replicaof("127.0.0.1", replication.port());
        secondHasAll();
    }

    private void secondHasAll() {
        Awaitility.await().until(() -> firstClient.waitReplicas(1, 100) == 1);
    }

    private void secondIsPromoted() {
        secondClient.replicaofNoOne();
        proxy.leadTo(second.port);
    }

    private boolean isHit(CacheFixture node) {
        return node.lists.read(userId).list(Kind.DREAMS, String.class).isPresent();
    }

    private void store(CacheFixture node) {
        node.lists.store(node.lists.read(userId), DREAMS, () -> {});
    }

    private String key() {
        return "ctx:dreams:" + userId;
    }

    @Test
    void a_list_is_a_hit_on_the_history_that_it_was_stored_on() {
        store(cache);

        assertThat(isHit(cache)).isTrue();
        assertThat(cache.redis.history()).isEqualTo(HistoryState.KNOWN);
    }

    @Test
    void a_list_whose_removal_the_promoted_replica_never_saw_is_no_hit() {
        secondFollowsFirst();
        store(cache);
        secondHasAll();
        replication.partition();
        assertThat(cache.lists.invalidate(Set.of(new StaleLists(UUID.randomUUID(), userId, Set.of(Kind.DREAMS)))))
                .isTrue();
        first.kill();
        secondIsPromoted();
        assertThat(secondClient.exists(key())).isTrue();

        assertThat(isHit(cache)).isFalse();
        assertThat(cache.reads("dreams", "other_history")).isEqualTo(1);

        store(cache);
        assertThat(isHit(cache)).isTrue();
    }

    @Test
    void a_list_that_comes_back_from_disk_is_no_hit() {
        store(cache);
        firstClient.save();
        cache.lists.delete(userId, Set.of(Kind.DREAMS));
        first.kill();
        first.startAgain();
        try (Jedis again = first.client()) {
            assertThat(again.exists(key())).isTrue();
        }

        assertThat(isHit(cache)).isFalse();
    }

    /** The connection stays open all the time. */
    @Test
    void a_list_is_no_hit_on_a_server_that_was_a_replica_in_between() {
        store(cache);
        String list = firstClient.get(key());
        firstClient.replicaof("127.0.0.1", second.port);
        firstClient.replicaofNoOne();
        firstClient.set(key(), list);

        Awaitility.await().until(() -> !isHit(cache));
        assertThat(firstClient.get(key())).isEqualTo(list);
    }

    @Test
    void nothing_is_stored_on_another_history_than_its_version_was_read_on() {
        secondFollowsFirst();
        CachedLists seen = cache.lists.read(userId);
        secondHasAll();
        secondIsPromoted();
        first.kill();
        cache.lists.read(UUID.randomUUID()); // over the new connection

        cache.lists.store(seen, DREAMS, () -> {});

        assertThat(secondClient.exists(key())).isFalse();
    }

    /** Nobody has read over the connection that is made for the store. */
    @Test
    void nothing_is_stored_there_over_a_connection_that_nobody_has_used_either() {
        secondFollowsFirst();
        CachedLists seen = cache.lists.read(userId);
        secondHasAll();
        secondIsPromoted();
        first.kill();

        cache.lists.store(seen, DREAMS, () -> {});

        assertThat(secondClient.exists(key())).isFalse();
    }

    @Test
    void values_of_other_beans_are_stored_and_read_on_every_history() {
        secondFollowsFirst();
        cache.cache.set("moon", "Io");
        secondHasAll();
        secondIsPromoted();
        first.kill();

        assertThat(cache.cache.get("moon", String.class)).contains("Io");
        cache.cache.set("moon", "Europa");
        assertThat(cache.cache.get("moon", String.class)).contains("Europa");
    }

    @Test
    void lookups_are_not_shared_by_those_who_read_on_different_histories() {
        secondFollowsFirst();
        var before = cache.lists.read(userId).version(Kind.DREAMS).orElseThrow().version();
        assertThat(cache.lists.read(userId).version(Kind.DREAMS).orElseThrow().version())
                .isEqualTo(before);
        secondHasAll();
        String token = firstClient.get("ctx:version:" + userId);
        secondIsPromoted();
        first.kill();

        var after = cache.lists.read(userId).version(Kind.DREAMS).orElseThrow().version();

        assertThat(secondClient.get("ctx:version:" + userId)).isEqualTo(token);
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void nothing_that_a_replica_has_counts_and_that_is_one_line() {
        secondFollowsFirst();
        store(cache);
        secondHasAll();
        proxy.leadTo(second.port);
        try (CacheFixture ofReplica = cache(Map.of())) {
            assertThat(isHit(ofReplica)).isFalse();
            assertThat(ofReplica.lists.read(userId).version(Kind.DREAMS)).isEmpty();
            assertThat(ofReplica.redis.history()).isEqualTo(HistoryState.UNKNOWN);
            assertThat(ofReplica.logged.count("Redis does not tell its history: it is a replica."))
                    .isEqualTo(1);
        }
    }

    @Test
    void nothing_counts_where_redis_has_never_told_its_history_and_that_is_one_line() {
        store(cache);
        firstClient.aclSetUser("default", "-info");
        try (CacheFixture untold = cache(Map.of())) {
            assertThat(isHit(untold)).isFalse();
            store(untold);
            assertThat(isHit(untold)).isFalse();
            assertThat(untold.redis.history()).isEqualTo(HistoryState.UNKNOWN);
            assertThat(untold.reads("dreams", "other_history")).isEqualTo(2);
            assertThat(untold.logged.count("Redis does not tell its history: NOPERM"))
                    .isEqualTo(1);
        }
    }

    @Test
    void that_redis_does_not_tell_any_more_is_one_line_with_what_to_do_and_so_is_the_end() {
        store(cache);
        assertThat(isHit(cache)).isTrue();
        firstClient.aclSetUser("default", "-info");

        Awaitility.await().until(() -> !isHit(cache));
        assertThat(isHit(cache)).isFalse();

        assertThat(cache.logged.count("Redis does not tell its history: NOPERM"))
                .isEqualTo(1);
        assertThat(cache.logged.count("give this user the rights")).isEqualTo(1);

        firstClient.aclSetUser("default", "+info");
        assertThat(isHit(cache)).isTrue();
        assertThat(cache.logged.count("Redis tells its history again.")).isEqualTo(1);
    }

    @Test
    void another_reason_is_told_too() {
        secondFollowsFirst();
        firstClient.aclSetUser("default", "-info");
        proxy.leadTo(second.port);
        try (CacheFixture node = cache(Map.of())) {
            assertThat(isHit(node)).isFalse();
            proxy.leadTo(first.port);
            secondClient.clientKill(
                    ClientKillParams.clientKillParams().type(ClientType.NORMAL).skipMe(SkipMe.YES));
            assertThat(isHit(node)).isFalse();
            assertThat(isHit(node)).isFalse();

            assertThat(node.logged.count("its history: it is a replica")).isEqualTo(1);
            assertThat(node.logged.count("its history: NOPERM")).isEqualTo(1);
        }
    }

    @Test
    void everything_counts_where_a_setting_says_so() {
        store(cache);
        firstClient.aclSetUser("default", "-info");
        try (CacheFixture ignoring = cache(Map.of("clarify.redis.history", "ignore"))) {
            assertThat(isHit(ignoring)).isTrue();
            assertThat(ignoring.redis.history()).isEqualTo(HistoryState.IGNORED);

            firstClient.del(key());
            store(ignoring);
            assertThat(isHit(ignoring)).isTrue();
        }
    }

    @Test
    void an_invalidation_is_delivered_when_as_many_replicas_as_wanted_have_it() {
        secondFollowsFirst();
        try (CacheFixture careful =
                cache(Map.of("clarify.redis.confirm-replicas", "1", "clarify.redis.read-timeout", "PT1S"))) {
            assertThat(careful.lists.delete(userId, Set.of(Kind.DREAMS))).isTrue();

            second.freeze();
            assertThat(careful.lists.delete(userId, Set.of(Kind.DREAMS))).isFalse();
            assertThat(careful.lists.delete(userId, Set.of(Kind.DREAMS))).isFalse();
            assertThat(careful.logged.count("replicas of Redis to confirm")).isEqualTo(1);
            assertThat(careful.redis.circuit().consecutiveFailures()).isZero();

            second.thaw();
            Awaitility.await().until(() -> careful.lists.delete(userId, Set.of(Kind.DREAMS)));
        }
    }

    /** Redis answers WAIT for what was sent before. That was nothing where the script had been forgotten, or nothing was there to remove. */
    @Test
    void nothing_is_delivered_that_no_replica_could_have_had() {
        secondFollowsFirst();
        try (CacheFixture careful =
                cache(Map.of("clarify.redis.confirm-replicas", "1", "clarify.redis.read-timeout", "PT1S"))) {
            store(careful);

            assertThat(isDeliveredWhileFrozen(careful, new StaleLists(UUID.randomUUID(), userId, Set.of(Kind.DREAMS))))
                    .as("by a script that is not known yet")
                    .isFalse();
            assertThat(isDeliveredWhileFrozen(
                            careful, new StaleLists(UUID.randomUUID(), UUID.randomUUID(), Set.of(Kind.DREAMS))))
                    .as("of somebody who has no list")
                    .isFalse();
            assertThat(isDeliveredWhileFrozen(careful, gone(UUID.randomUUID())))
                    .as("of somebody who is gone and had none")
                    .isFalse();
        }
    }

    private boolean isDeliveredWhileFrozen(CacheFixture node, StaleLists lists) {
        Awaitility.await("the last acknowledgement").until(() -> {
            String info = firstClient.info("replication");
            return info.lines()
                    .filter(line -> line.startsWith("master_repl_offset:"))
                    .allMatch(line -> info.contains(",offset=" + line.split(":", 2)[1] + ","));
        });
        second.freeze();
        boolean delivered = node.lists.invalidate(Set.of(lists));
        second.thaw();
        return delivered;
    }

    private static StaleLists gone(UUID userId) {
        return new StaleLists(UUID.randomUUID(), userId, Set.of(Kind.values()), true);
    }

    @Test
    void nothing_is_left_of_somebody_who_is_gone() {
        store(cache);

        assertThat(cache.lists.invalidate(Set.of(gone(userId)))).isTrue();

        assertThat(firstClient.keys("*")).isEmpty();
    }

    @Test
    void what_a_full_redis_could_not_write_is_not_confirmed() {
        secondFollowsFirst();
        try (CacheFixture careful =
                cache(Map.of("clarify.redis.confirm-replicas", "1", "clarify.redis.read-timeout", "PT5S"))) {
            store(careful);
            firstClient.configSet("maxmemory", "1");

            assertThat(careful.lists.delete(UUID.randomUUID(), Set.of(Kind.DREAMS)))
                    .isFalse();
            assertThat(careful.lists.delete(userId, Set.of(Kind.DREAMS))).isTrue();
            assertThat(firstClient.exists(key())).isFalse();
        }
    }
}
