package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.kind.Kind;
import clarify.redis.HistoryState;
import clarify.redis.RedisFixture;
import clarify.redis.Replication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The cache follows the master that real Sentinels name. */
class SentinelTest {

    private static final Map<Kind, List<String>> DREAMS = Map.of(Kind.DREAMS, List.of("a dream"));

    private static final String SENTINEL_USER = "clarify-sentinel";
    private static final String MAKE = "ACL SETUSER " + SENTINEL_USER + " ";

    private final UUID userId = UUID.randomUUID();

    @AutoClose
    private final Replication replication = new Replication(1);

    @AutoClose
    private final CacheFixture cache = new CacheFixture(Map.of(
            "clarify.redis.mode", "sentinel",
            "clarify.redis.uri", replication.uri(),
            "clarify.redis.sentinel-master", Replication.MASTER,
            "clarify.redis.connect-timeout", "PT5S",
            "clarify.redis.read-timeout", "PT5S",
            "clarify.cache.circuit.failures", "1000"));

    private boolean isHit() {
        return cache.lists.read(userId).list(Kind.DREAMS, String.class).isPresent();
    }

    private void store() {
        cache.lists.store(cache.lists.read(userId), DREAMS, () -> {});
    }

    private boolean isStoredAt(RedisFixture server) {
        try (Jedis client = server.client()) {
            return client.exists("ctx:dreams:" + userId);
        }
    }

    @Test
    void lists_are_read_from_the_master_that_they_name() {
        store();

        assertThat(isHit()).isTrue();
        assertThat(isStoredAt(replication.master())).isTrue();
        assertThat(cache.redis.greet().orElseThrow().mode()).isEqualTo("sentinel");
        assertThat(cache.redis.greet().orElseThrow().failure()).isEmpty();
    }

    @Test
    void the_next_master_is_found_when_the_first_is_killed_and_its_lists_are_no_hits() {
        store();
        RedisFixture first = replication.master();
        first.kill();
        replication.awaitMasterOtherThan(first);

        Awaitility.await("following").until(() -> {
            cache.redis.tryAgainIfDue();
            return cache.lists.read(userId).isAnswered();
        });

        assertThat(isHit()).isFalse();
        store();
        assertThat(isHit()).isTrue();
        assertThat(cache.redis.history()).isEqualTo(HistoryState.KNOWN);
        assertThat(cache.logged.count("another master")).isEqualTo(1);
    }

    /** The connections to the former master stay open: it has become a replica. */
    @Test
    void invalidations_go_to_the_next_master_after_a_switch() {
        store();
        RedisFixture first = replication.master();
        replication.failover();

        Awaitility.await("following").until(() -> {
            cache.redis.tryAgainIfDue();
            return cache.lists.delete(userId, Set.of(Kind.DREAMS));
        });

        assertThat(isStoredAt(replication.master())).isFalse();
        store();
        assertThat(isStoredAt(replication.master())).isTrue();
        assertThat(replication.master()).isNotSameAs(first);
    }

    @Test
    void one_sentinel_is_enough_and_none_is_no_more_than_a_miss() {
        replication.stopSentinel(0);
        replication.stopSentinel(1);

        store();
        assertThat(isHit()).isTrue();

        replication.stopSentinel(2);
        cache.redis.tryAgainIfDue();
        assertThat(isHit()).isTrue(); // the master is known
        try (CacheFixture late = new CacheFixture(Map.of(
                "clarify.redis.mode",
                "sentinel",
                "clarify.redis.uri",
                replication.uri(),
                "clarify.redis.sentinel-master",
                Replication.MASTER))) {
            assertThat(late.lists.read(userId).isAnswered()).isFalse();
            assertThat(late.redis.greet().orElseThrow().failure().orElseThrow()).contains("No Sentinel");
        }
    }

    /** Of the user of the Sentinels that docs/redis.md tells how to make. */
    private static List<String> documentedRules() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "redis.md")).stream()
                .filter(line -> line.startsWith(MAKE))
                .map(line -> List.of(line.substring(MAKE.length()).split(" ")))
                .findFirst()
                .orElseThrow();
    }

    private Optional<String> failureWith(List<String> rules) {
        replication.askSentinels(sentinel -> sentinel.aclSetUser(SENTINEL_USER, rules.toArray(String[]::new)));
        try (CacheFixture fresh = new CacheFixture(Map.of(
                "clarify.redis.mode",
                "sentinel",
                "clarify.redis.uri",
                replication.uri(),
                "clarify.redis.sentinel-master",
                Replication.MASTER,
                "clarify.redis.sentinel-user",
                SENTINEL_USER,
                "clarify.redis.sentinel-password",
                AclTest.PASSWORD,
                "clarify.redis.connect-timeout",
                "PT5S",
                "clarify.redis.read-timeout",
                "PT5S"))) {
            return fresh.redis.greet().orElseThrow().failure();
        }
    }

    @Test
    void the_documented_user_of_the_sentinels_can_ask_for_the_master_and_nothing_else() throws IOException {
        assertThat(failureWith(documentedRules())).isEmpty();

        replication.askSentinels(sentinel -> {
            sentinel.auth(SENTINEL_USER, AclTest.PASSWORD);
            assertThat(sentinel.sentinelGetMasterAddrByName(Replication.MASTER)).hasSize(2);
            assertThat(sentinel.sentinelMaster(Replication.MASTER)).containsKey("config-epoch");
            assertThatThrownBy(() -> sentinel.sentinelFailover(Replication.MASTER))
                    .hasMessageStartingWith("NOPERM");
            assertThatThrownBy(sentinel::ping).hasMessageStartingWith("NOPERM");
        });
    }

    @Test
    void without_the_right_to_ask_for_the_master_there_is_none() throws IOException {
        List<String> fewer = documentedRules().stream()
                .filter(rule -> !rule.equals("+sentinel|master"))
                .toList();
        assertThat(fewer).hasSizeLessThan(documentedRules().size());

        assertThat(failureWith(fewer).orElseThrow()).contains("No Sentinel");
    }

    @Test
    void a_name_that_the_sentinels_do_not_know_is_told() {
        try (CacheFixture wrong = new CacheFixture(Map.of(
                "clarify.redis.mode", "sentinel",
                "clarify.redis.uri", replication.uri(),
                "clarify.redis.sentinel-master", "nobody",
                "clarify.redis.connect-timeout", "PT5S"))) {
            assertThat(wrong.redis.greet().orElseThrow().failure().orElseThrow())
                    .contains("No Sentinel", "nobody");
        }
    }
}
