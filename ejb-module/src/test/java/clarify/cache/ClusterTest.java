package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.CircuitRecord;
import clarify.redis.ClusterFixture;
import clarify.redis.HistoryState;
import clarify.redis.RedisFixture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cache of a real Redis Cluster, whose slots stay where they are. */
class ClusterTest {

    private static final Map<Kind, List<String>> DREAMS = Map.of(Kind.DREAMS, List.of("a dream"));

    @AutoClose
    private static final ClusterFixture cluster = ClusterFixture.withoutFailover();

    @AutoClose
    private final CacheFixture cache = cache(Map.of());

    private static CacheFixture cache(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("clarify.redis.mode", "cluster");
        settings.putIfAbsent("clarify.redis.uri", cluster.uri());
        settings.putIfAbsent("clarify.redis.connect-timeout", "PT2S");
        settings.putIfAbsent("clarify.redis.read-timeout", "PT2S");
        settings.putIfAbsent("clarify.cache.circuit.recovery", "PT0.001S");
        return new CacheFixture(settings);
    }

    @BeforeEach
    void begin() {
        cluster.awaitWell();
    }

    private static String key(String kind, UUID user) {
        return "ctx:" + kind + ":{" + user + "}";
    }

    private static RedisFixture masterOf(UUID user) {
        return cluster.masterOf(key("dreams", user));
    }

    /** One for each master. */
    private static List<UUID> people() {
        Map<RedisFixture, UUID> people = new HashMap<>();
        while (people.size() < cluster.masters().size()) {
            UUID user = UUID.randomUUID();
            people.putIfAbsent(masterOf(user), user);
        }
        return List.copyOf(people.values());
    }

    private static boolean isHit(CacheFixture node, UUID user) {
        return node.lists.read(user).list(Kind.DREAMS, String.class).isPresent();
    }

    private static void store(CacheFixture node, UUID user) {
        node.lists.store(node.lists.read(user), DREAMS, () -> {});
    }

    private static boolean isStored(String key) {
        return ClusterFixture.ask(cluster.masterOf(key), client -> client.exists(key));
    }

    private static StaleLists dreamsOf(UUID user) {
        return new StaleLists(UUID.randomUUID(), user, Set.of(Kind.DREAMS));
    }

    private static long commands(RedisFixture node, String command) {
        return ClusterFixture.ask(node, client -> client.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    @Test
    void all_keys_of_a_person_are_in_one_slot() {
        UUID user = UUID.randomUUID();
        cache.lists.store(
                cache.lists.read(user),
                Map.of(
                        Kind.USER,
                        List.of(),
                        Kind.DREAMS,
                        List.of("a"),
                        Kind.PATTERNS,
                        List.of("b"),
                        Kind.SESSIONS,
                        List.of(),
                        Kind.REFLECTIONS,
                        List.of()),
                () -> {});

        Set<String> keys = ClusterFixture.ask(masterOf(user), client -> client.keys("*" + user + "*"));
        assertThat(keys).hasSize(6).contains(key("user", user), key("version", user));
        assertThat(keys.stream().map(cluster::slotOf).distinct()).hasSize(1);
    }

    @Test
    void lists_are_read_from_the_master_that_has_them_in_one_exchange() {
        List<UUID> people = people();
        cache.redis.tryAgainIfDue(); // learns the slots
        people.forEach(user -> store(cache, user));

        for (UUID user : people) {
            long before = commands(masterOf(user), "mget");
            assertThat(isHit(cache, user)).isTrue();
            assertThat(isStored(key("dreams", user))).isTrue();
            assertThat(commands(masterOf(user), "mget")).isEqualTo(before + 1);
        }
        assertThat(cache.calls("get", "redirected")).isZero();
        assertThat(cache.redis.history()).isEqualTo(HistoryState.KNOWN);
    }

    /** Nobody has looked for the slots yet. */
    @Test
    void the_first_reads_find_the_master_through_any_node() {
        for (UUID user : people()) {
            store(cache, user);
            assertThat(isHit(cache, user)).isTrue();
        }
        assertThat(cache.calls("get", "redirected")).isPositive();
    }

    @Test
    void invalidations_of_many_go_to_all_masters() {
        List<UUID> people = people();
        people.forEach(user -> store(cache, user));

        assertThat(cache.lists.invalidate(
                        people.stream().map(ClusterTest::dreamsOf).toList()))
                .isTrue();

        assertThat(people).allSatisfy(user -> {
            assertThat(isStored(key("dreams", user))).isFalse();
            assertThat(isStored(key("version", user))).isTrue();
        });
    }

    @Test
    void replicas_of_each_master_confirm() {
        List<StaleLists> stale = people().stream().map(ClusterTest::dreamsOf).toList();
        try (CacheFixture careful = cache(Map.of("clarify.redis.confirm-replicas", "1"));
                CacheFixture impossible = cache(Map.of("clarify.redis.confirm-replicas", "2"))) {
            assertThat(careful.lists.undelivered(stale)).isEmpty();
            assertThat(impossible.lists.undelivered(stale)).containsExactlyInAnyOrderElementsOf(stale);
        }
    }

    @Test
    void a_purge_reaches_every_master_and_leaves_values_of_other_beans() {
        List<UUID> people = people();
        people.forEach(user -> store(cache, user));
        cache.cache.set("moon", "Io");
        List<String> foreign = Stream.of("1", "2", "3", "4")
                .map(tag -> "ctx:dreams:{" + tag + "}:x")
                .toList();
        foreign.forEach(key -> ClusterFixture.ask(cluster.masterOf(key), client -> client.set(key, "x")));

        assertThat(cache.lists.purge(EnumSet.of(Kind.DREAMS))).isTrue();

        assertThat(people).noneMatch(user -> isStored(key("dreams", user)));
        assertThat(foreign).noneMatch(ClusterTest::isStored);
        assertThat(cache.cache.get("moon", String.class)).contains("Io");
    }

    /** A purge that does not know the masters yet looks for them. */
    @Test
    void a_purge_is_possible_before_anything_else() {
        List<UUID> people = people();
        people.forEach(user -> store(cache, user));
        try (CacheFixture another = cache(Map.of())) {
            assertThat(another.lists.purge(EnumSet.of(Kind.DREAMS))).isTrue();
        }
        assertThat(people).noneMatch(user -> isStored(key("dreams", user)));
    }

    @Test
    void values_of_other_beans_are_set_read_and_deleted_whatever_their_slot() {
        for (int i = 0; i < 50; i++) {
            cache.cache.set("moon" + i, "moon " + i);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(cache.cache.get("moon" + i, String.class)).contains("moon " + i);
            assertThat(isStored("moon" + i)).isTrue();
            cache.cache.delete("moon" + i);
            assertThat(isStored("moon" + i)).isFalse();
            assertThat(cache.cache.getOrLoad("moon" + i, String.class, CacheBean.DEFAULT_TTL, () -> "loaded"))
                    .contains("loaded");
        }
        assertThat(cache.redis.circuit().consecutiveFailures()).isZero();
        assertThat(cache.undelivered).isEmpty();
    }

    /** Many in one batch, whose versions are not known yet. */
    @Test
    void values_that_wait_are_stored_wherever_they_belong() {
        cache.letStoresWait();
        for (int i = 0; i < 50; i++) {
            cache.cache.set("star" + i, "star " + i);
        }
        cache.runStores();

        for (int i = 0; i < 50; i++) {
            assertThat(isStored("star" + i)).isTrue();
        }
    }

    @Test
    void a_master_that_is_away_opens_its_own_circuit_and_the_people_of_others_keep_their_hits() {
        List<UUID> people = people();
        try (CacheFixture node = cache(Map.of(
                "clarify.redis.connect-timeout", "PT0.25S",
                "clarify.redis.read-timeout", "PT0.25S",
                "clarify.cache.circuit.recovery", "PT10M"))) {
            node.redis.tryAgainIfDue();
            people.forEach(user -> store(node, user));
            UUID unlucky = people.get(0);
            RedisFixture away = masterOf(unlucky);
            away.freeze();
            try {
                for (int i = 0; i < 5; i++) {
                    assertThat(node.lists.read(unlucky).isAnswered()).isFalse();
                    people.stream()
                            .skip(1)
                            .forEach(user -> assertThat(isHit(node, user)).isTrue());
                }

                assertThat(node.calls("get", "timeout")).isEqualTo(3);
                assertThat(node.redis.circuit().state()).isEqualTo(CircuitRecord.State.OPEN);
                assertThat(node.redis.isEnabled()).isTrue();
                assertThat(masters(node, "open")).isEqualTo(1);
                assertThat(masters(node, "closed")).isEqualTo(2);
                List<StaleLists> stale =
                        people.stream().map(ClusterTest::dreamsOf).toList();
                assertThat(node.lists.undelivered(stale)).containsExactly(stale.get(0));
                people.stream().skip(1).forEach(user -> store(node, user));
                people.stream()
                        .skip(1)
                        .forEach(user -> assertThat(isHit(node, user)).isTrue());
            } finally {
                away.thaw();
            }
        }
    }

    @Test
    void the_circuit_of_a_master_closes_when_it_is_back() {
        UUID user = UUID.randomUUID();
        try (CacheFixture node =
                cache(Map.of("clarify.redis.connect-timeout", "PT0.25S", "clarify.redis.read-timeout", "PT0.25S"))) {
            node.redis.tryAgainIfDue();
            store(node, user);
            masterOf(user).freeze();
            for (int i = 0; i < 3; i++) {
                assertThat(node.lists.read(user).isAnswered()).isFalse();
            }
            assertThat(masters(node, "open")).isEqualTo(1);
            masterOf(user).thaw();
            cluster.awaitWell();

            Awaitility.await().until(() -> {
                node.redis.tryAgainIfDue();
                return masters(node, "closed") == 3;
            });
            assertThat(isHit(node, user)).isTrue();
        }
    }

    /** The background try is made with a key of that master. */
    @Test
    void a_master_without_memory_is_read_and_only_its_people_are_not_stored() {
        List<UUID> people = new ArrayList<>(people());
        cache.redis.tryAgainIfDue();
        people.forEach(user -> store(cache, user));
        RedisFixture full = cluster.masters().get(2);
        people.sort(Comparator.comparing(user -> masterOf(user) != full));
        ClusterFixture.ask(full, client -> client.configSet("maxmemory", "1"));
        try {
            for (int i = 0; i < 5; i++) {
                store(cache, people.get(0));
            }
            String key = key("dreams", people.get(0));
            assertThat(cache.redis.isStoring(key)).isFalse();
            cache.redis.tryAgainIfDue();
            assertThat(cache.redis.isStoring(key)).isFalse();
            people.forEach(user -> assertThat(isHit(cache, user)).isTrue());
            assertThat(cache.redis.isStoring(key("dreams", people.get(1)))).isTrue();
        } finally {
            ClusterFixture.ask(full, client -> client.configSet("maxmemory", "0"));
        }
        Awaitility.await().until(() -> {
            cache.redis.tryAgainIfDue();
            return cache.redis.isStoring(key("dreams", people.get(0)));
        });
    }

    private static double masters(CacheFixture node, String state) {
        return node.metrics
                .get("clarify.redis.masters")
                .tag("state", state)
                .gauge()
                .value();
    }

    /** Each call has a part for the master that does not answer. */
    @Test
    void many_invalidations_end_within_the_limit_of_one_call_and_reach_the_masters_that_are_there() {
        List<UUID> people = people();
        try (CacheFixture node =
                cache(Map.of("clarify.redis.connect-timeout", "PT1S", "clarify.redis.read-timeout", "PT1S"))) {
            node.redis.tryAgainIfDue();
            people.forEach(user -> store(node, user));
            RedisFixture one = masterOf(people.get(0));
            RedisFixture two = masterOf(people.get(1));
            one.freeze();
            two.freeze();
            try {
                long began = System.nanoTime();
                Collection<StaleLists> undelivered = node.lists.undelivered(
                        people.stream().map(ClusterTest::dreamsOf).toList());

                assertThat(System.nanoTime() - began).isLessThan(3_500_000_000L);
                assertThat(undelivered.stream().map(StaleLists::userId))
                        .containsExactlyInAnyOrder(people.get(0), people.get(1));
                assertThat(isStored(key("dreams", people.get(2)))).isFalse();
            } finally {
                one.thaw();
                two.thaw();
            }
        }
    }

    @Test
    void a_node_that_starts_while_a_part_of_the_cluster_is_away_serves_the_rest() {
        List<UUID> people = people();
        RedisFixture away = masterOf(people.get(0));
        away.freeze();
        try (CacheFixture late = cache(Map.of("clarify.cache.circuit.recovery", "PT10M"))) {
            assertThat(late.redis.greet().orElseThrow().failure())
                    .hasValueSatisfying(failure -> assertThat(failure).contains("1 of 3 masters"));
            for (UUID user : people.subList(1, 3)) {
                store(late, user);
                assertThat(isHit(late, user)).isTrue();
            }
        } finally {
            away.thaw();
        }
    }

    @Test
    void without_any_node_every_read_is_unanswered_and_one_circuit_opens() {
        try (CacheFixture none = cache(Map.of("clarify.redis.uri", "redis://127.0.0.1:1,127.0.0.1:2"))) {
            for (UUID user : people()) {
                assertThat(none.lists.read(user).isAnswered()).isFalse();
                assertThat(none.lists.invalidate(List.of(dreamsOf(user)))).isFalse();
            }
            assertThat(none.redis.isEnabled()).isFalse();
            assertThat(none.lists.purge(EnumSet.of(Kind.DREAMS))).isFalse();
            assertThat(none.redis.greet().orElseThrow().failure()).isPresent();
        }
    }

    @Test
    void the_greeting_tells_the_mode_and_that_all_masters_can_be_read() {
        var greeting = cache.redis.greet().orElseThrow();

        assertThat(greeting.mode()).isEqualTo("cluster");
        assertThat(greeting.failure()).isEqualTo(Optional.empty());
        assertThat(greeting.server()).startsWith("redis ");
        assertThat(greeting.history()).isEqualTo(HistoryState.KNOWN);
        assertThat(cache.redis.hasAnswered()).isTrue();
    }

    @Test
    void a_value_that_is_too_long_is_removed_wherever_it_is() {
        for (UUID user : people()) {
            String key = key("dreams", user);
            ClusterFixture.ask(masterOf(user), client -> client.setrange(key, 3_000_000, "x"));
            cache.redis.tryAgainIfDue();

            assertThat(cache.lists.read(user).isAnswered()).isFalse();
            assertThat(isStored(key)).isFalse();
        }
    }

    @Test
    void deletes_that_could_not_be_delivered_are_made_up_for_at_each_master() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            names.add("planet" + i);
        }
        names.forEach(name -> cache.cache.set(name, "value"));
        cache.components.pendingDeletes().remember(names);

        assertThat(cache.cache.get(names.get(0), String.class)).isEmpty();
        assertThat(cache.components.entries().deliver(Set.of())).isTrue();

        assertThat(names).noneMatch(ClusterTest::isStored);
        assertThat(cache.components.pendingDeletes().size()).isZero();
        assertThat(cluster.masters())
                .noneMatch(master -> ClusterFixture.ask(master, client -> client.info("errorstats"))
                        .contains("CROSSSLOT"));
    }
}
