package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import clarify.redis.ScriptedRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

@SuppressWarnings({"ClassCanBeStatic", "try"}) // @Nested; resources that only begin and end something
class CacheTest {

    record Moon(String name, int craters) {}

    private static final Moon MOON = new Moon("Io", 7);

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    private final String key = "moon:" + UUID.randomUUID();
    private final UUID userId = UUID.randomUUID();

    /** Makes Redis answer an error (MASTERDOWN, READONLY) to every command with a key, until it is closed. */
    private static AutoCloseable redisRefusingEverything() {
        try (Jedis client = redis.client()) {
            client.configSet("replica-serve-stale-data", "no");
            client.replicaof("localhost", 1);
        }
        return () -> {
            try (Jedis client = redis.client()) {
                client.replicaofNoOne();
            }
        };
    }

    private void store(CacheFixture fixture, Map<Kind, ? extends List<?>> lists) {
        fixture.lists.store(fixture.lists.read(userId), lists, () -> {});
    }

    private static void failThreeTimes(CacheFixture fixture) throws Exception {
        try (var refusing = redisRefusingEverything()) {
            for (int i = 0; i < 3; i++) {
                fixture.cache.get("any", Moon.class);
            }
        }
    }

    @Nested
    class Get {

        @Test
        void returns_nothing_when_redis_is_not_configured() {
            try (CacheFixture fixture = CacheFixture.withoutRedis()) {
                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();
                assertThat(fixture.cache.status().configured()).isFalse();
                assertThat(fixture.cache.status().enabled()).isFalse();
            }
        }

        @Test
        void returns_the_cached_value_when_present() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                fixture.cache.set(key, MOON, Duration.ofMinutes(1));

                assertThat(fixture.cache.get(key, Moon.class)).contains(MOON);
            }
        }

        @Test
        void is_all_that_a_new_connection_says() {
            try (Jedis client = redis.client();
                    CacheFixture fixture = CacheFixture.on(redis)) {
                client.configResetStat();

                fixture.cache.get(key, Moon.class);

                assertThat(client.info("commandstats"))
                        .contains("cmdstat_mget:calls=1,")
                        .doesNotContain("cmdstat_hello");
            }
        }

        @Test
        void returns_nothing_on_a_miss() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();
                assertThat(fixture.cache.status().unreadableValues()).isZero();
            }
        }

        @Test
        void returns_nothing_when_the_circuit_is_open() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                fixture.cache.set(key, MOON, Duration.ofMinutes(1));
                failThreeTimes(fixture);

                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();
                assertThat(fixture.cache.status().enabled()).isFalse();
            }
        }

        @Test
        void records_success_on_a_successful_get() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                try (var refusing = redisRefusingEverything()) {
                    fixture.cache.get(key, Moon.class);
                }
                assertThat(fixture.cache.status().consecutiveFailures()).isEqualTo(1);

                fixture.cache.get(key, Moon.class);

                assertThat(fixture.cache.status().consecutiveFailures()).isZero();
            }
        }

        @Test
        void records_failure_on_a_get_error() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    var refusing = redisRefusingEverything()) {
                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();

                assertThat(fixture.cache.status().consecutiveFailures()).isEqualTo(1);
                assertThat(fixture.logged.count("operation=get key=" + key)).isEqualTo(1);
            }
        }

        @Test
        void takes_a_value_of_another_type_for_a_miss_and_no_failure() {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                client.lpush(key, "an element");

                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();
                assertThat(fixture.cache.status().consecutiveFailures()).isZero();
            }
        }

        @Test
        void counts_an_unreadable_value() {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                client.set(key, "{");

                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();
                assertThat(fixture.cache.status().unreadableValues()).isEqualTo(1);
            }
        }
    }

    @Nested
    class SetValue {

        @Test
        void does_nothing_when_redis_is_not_configured() {
            try (CacheFixture fixture = CacheFixture.withoutRedis()) {
                fixture.cache.set(key, MOON, Duration.ofMinutes(1));

                assertThat(fixture.logged.list()).isEmpty();
            }
        }

        @Test
        void sets_the_value_with_its_time_to_live_less_at_most_a_tenth() {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                fixture.cache.set(key, MOON, Duration.ofSeconds(100));

                assertThat(client.pttl(key)).isBetween(89_000L, 100_000L);
            }
        }

        @Test
        void uses_five_minutes_when_no_time_to_live_is_given() {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {

                fixture.cache.set(key, MOON);

                assertThat(client.pttl(key)).isBetween(269_000L, 300_000L);
            }
        }

        @Test
        void does_nothing_when_the_circuit_is_open() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                failThreeTimes(fixture);

                fixture.cache.set(key, MOON, Duration.ofMinutes(1));

                assertThat(client.exists(key)).isFalse();
            }
        }

        @Test
        void records_success_on_a_successful_set() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                try (var refusing = redisRefusingEverything()) {
                    fixture.cache.get(key, Moon.class);
                }

                fixture.cache.set(key, MOON, Duration.ofMinutes(1));

                assertThat(fixture.cache.status().consecutiveFailures()).isZero();
            }
        }

        @Test
        void records_failure_on_a_set_error_and_the_caller_sees_none() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    var refusing = redisRefusingEverything()) {
                fixture.cache.set(key, MOON, Duration.ofMinutes(1));

                assertThat(fixture.cache.status().consecutiveFailures()).isEqualTo(1);
            }
        }

        @Test
        void counts_one_failure_for_one_round_trip_of_many_stores() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    var refusing = redisRefusingEverything()) {
                store(fixture, Map.of(Kind.USER, List.of(MOON), Kind.DREAMS, List.of(MOON)));

                assertThat(fixture.cache.status().consecutiveFailures()).isEqualTo(1);
            }
        }

        @Test
        void drops_a_store_that_is_still_queued_when_its_key_is_deleted() {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                fixture.letStoresWait();
                fixture.cache.set(key, MOON, Duration.ofMinutes(1));
                fixture.cache.delete(key);

                fixture.runStores();

                assertThat(client.exists(key)).isFalse();
            }
        }

        @Test
        void logs_a_value_without_json_form_by_its_type_alone() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                fixture.cache.set(key, new Object(), Duration.ofMinutes(1));

                assertThat(fixture.logged.count("Not cached: key=" + key)).isEqualTo(1);
                assertThat(fixture.cache.status().consecutiveFailures()).isZero();
            }
        }

        @Test
        void refuses_keys_that_could_be_a_contexts() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                assertThatThrownBy(() -> fixture.cache.set("ctx:user:1", MOON, Duration.ofMinutes(1)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("ctx:");
            }
        }
    }

    @Nested
    class Delete {

        @Test
        void does_nothing_when_redis_is_not_configured() {
            try (CacheFixture fixture = CacheFixture.withoutRedis()) {
                fixture.cache.delete(key);

                assertThat(fixture.cache.status().undeliveredDeletes()).isZero();
            }
        }

        @Test
        void removes_the_key() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                fixture.cache.set(key, MOON, Duration.ofMinutes(1));

                fixture.cache.delete(key);

                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();
            }
        }

        @Test
        void handles_a_key_that_does_not_exist_gracefully() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                fixture.cache.delete(key);

                assertThat(fixture.logged.list()).isEmpty();
            }
        }

        @Test
        void calls_nobody_while_the_circuit_is_open_but_deletes_before_the_key_is_read_again() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                fixture.cache.set(key, MOON, Duration.ofMinutes(1));
                failThreeTimes(fixture);

                fixture.cache.delete(key);

                assertThat(client.exists(key)).isTrue();
                assertThat(fixture.cache.status().undeliveredDeletes()).isEqualTo(1);
                fixture.cache.resetCircuit();
                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();
                assertThat(client.exists(key)).isFalse();
                assertThat(fixture.cache.status().undeliveredDeletes()).isZero();
            }
        }
    }

    @Nested
    class DeleteUserContext {

        @Test
        void deletes_all_five_keys_of_the_user_and_renews_the_version() {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                Map<Kind, List<Moon>> lists = Map.of(
                        Kind.USER, List.of(MOON),
                        Kind.DREAMS, List.of(MOON),
                        Kind.PATTERNS, List.of(MOON),
                        Kind.SESSIONS, List.of(MOON),
                        Kind.REFLECTIONS, List.of(MOON));
                store(fixture, lists);
                String version = client.get("ctx:version:" + userId);
                assertThat(client.keys("ctx:*:" + userId)).hasSize(6);

                assertThat(fixture.cache.deleteUserContext(userId, Set.of(Kind.values())))
                        .isTrue();

                assertThat(client.keys("ctx:*:" + userId)).containsExactly("ctx:version:" + userId);
                assertThat(client.get("ctx:version:" + userId)).isNotEqualTo(version);
            }
        }

        @Test
        void handles_failures_gracefully_and_never_reads_what_it_could_not_delete() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                store(fixture, Map.of(Kind.DREAMS, List.of(MOON), Kind.USER, List.of(MOON)));

                try (Jedis client = redis.client()) {
                    client.configSet("min-replicas-to-write", "1"); // NOREPLICAS
                    assertThat(fixture.cache.deleteUserContext(userId, Set.of(Kind.DREAMS)))
                            .isFalse();
                    client.configSet("min-replicas-to-write", "0");
                }

                CachedLists after = fixture.lists.read(userId);
                assertThat(after.list(Kind.DREAMS, Moon.class)).isEmpty();
                assertThat(after.list(Kind.USER, Moon.class).map(CachedList::rows))
                        .contains(List.of(MOON));
            }
        }
    }

    @Nested
    class GetOrLoad {

        @Test
        void loads_once_and_then_reads_through() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                Optional<Moon> loaded = fixture.cache.getOrLoad(key, Moon.class, Duration.ofMinutes(1), () -> MOON);

                assertThat(loaded).contains(MOON);
                assertThat(fixture.cache.getOrLoad(key, Moon.class, Duration.ofMinutes(1), () -> new Moon("Moon", 1)))
                        .contains(MOON);
            }
        }

        @Test
        void stores_nothing_when_the_key_is_deleted_while_it_is_loaded() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                Optional<Moon> loaded = fixture.cache.getOrLoad(key, Moon.class, Duration.ofMinutes(1), () -> {
                    fixture.cache.delete(key);
                    return MOON;
                });

                assertThat(loaded).contains(MOON);
                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();
            }
        }

        @Test
        void does_not_wait_for_the_load_of_another_longer_than_its_limit() {
            try (CacheFixture fixture = CacheFixture.on(redis, Map.of("clarify.lookup.timeout", "PT0.1S"))) {
                CountDownLatch loading = new CountDownLatch(1);
                CountDownLatch goOn = new CountDownLatch(1);
                var stuck = CompletableFuture.supplyAsync(
                        () -> fixture.cache.getOrLoad(key, Moon.class, Duration.ofMinutes(1), () -> {
                            loading.countDown();
                            await(goOn);
                            return new Moon("Moon", 1);
                        }),
                        task -> new Thread(task).start());
                await(loading);

                assertThat(fixture.cache.getOrLoad(key, Moon.class, Duration.ofMinutes(1), () -> MOON))
                        .contains(MOON);

                assertThat(stuck).isNotDone();
                goOn.countDown();
                stuck.join();
            }
        }

        @Test
        void shares_a_load_that_has_not_begun_and_no_other() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis, Map.of("clarify.lookup.timeout", "PT1M"))) {
                CountDownLatch loading = new CountDownLatch(1);
                CountDownLatch goOn = new CountDownLatch(1);
                Executor eachOnItsThread = task -> new Thread(task).start();
                AtomicInteger loads = new AtomicInteger();
                var first = CompletableFuture.supplyAsync(
                        () -> fixture.cache.getOrLoad(key, Moon.class, Duration.ofMinutes(1), () -> {
                            loading.countDown();
                            await(goOn);
                            return MOON;
                        }),
                        eachOnItsThread);
                await(loading);
                var later = IntStream.range(0, 3)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> fixture.cache.getOrLoad(
                                        key,
                                        Moon.class,
                                        Duration.ofMinutes(1),
                                        () -> new Moon("Moon", loads.incrementAndGet())),
                                eachOnItsThread))
                        .toList();
                Awaitility.await("two of them to join the third").until(() -> joined(fixture) == 2);
                goOn.countDown();

                assertThat(first.get(1, TimeUnit.MINUTES)).contains(MOON);
                for (var each : later) {
                    assertThat(each.get(1, TimeUnit.MINUTES)).contains(new Moon("Moon", 1));
                }
                assertThat(loads).hasValue(1);
            }
        }

        private static double joined(CacheFixture fixture) {
            return fixture.metrics.get("clarify.lookups.coalesced").counter().count();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void stores_nothing_when_the_loader_throws() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                assertThatThrownBy(() -> fixture.cache.getOrLoad(key, Moon.class, Duration.ofMinutes(1), () -> {
                            throw new IllegalStateException("no moon");
                        }))
                        .hasMessage("no moon");
                assertThat(fixture.cache.get(key, Moon.class)).isEmpty();
            }
        }
    }

    @Nested
    class Contexts {

        @Test
        void stores_nothing_in_a_build_whose_read_has_failed() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                CachedLists seen;
                try (var refusing = redisRefusingEverything()) {
                    seen = fixture.lists.read(userId);
                }

                fixture.lists.store(seen, Map.of(Kind.USER, List.of(MOON)), () -> {});

                assertThat(fixture.lists.read(userId).list(Kind.USER, Moon.class))
                        .isEmpty();
            }
        }

        @Test
        void keeps_an_absent_user_for_a_minute_at_most_and_an_empty_list_as_long_as_any() {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                store(fixture, Map.of(Kind.USER, List.of(), Kind.PATTERNS, List.of()));

                assertThat(client.pttl("ctx:user:" + userId)).isBetween(53_000L, 60_000L);
                assertThat(client.pttl("ctx:patterns:" + userId)).isBetween(539_000L, 600_000L);
                assertThat(fixture.lists
                                .read(userId)
                                .list(Kind.USER, Moon.class)
                                .map(CachedList::rows))
                        .contains(List.of());
            }
        }

        @Test
        void shows_keys_sizes_and_ages_of_what_redis_has_of_a_user() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                store(fixture, Map.of(Kind.USER, List.of(MOON)));
                client.set("ctx:dreams:" + userId, "nonsense");

                List<StoredList> lists = fixture.lists.stored(userId).orElseThrow();

                assertThat(lists).extracting(StoredList::kind).containsExactly(Kind.values());
                StoredList user = lists.get(0);
                assertThat(user.key()).isEqualTo("ctx:user:" + userId);
                assertThat(user.bytes()).isEqualTo((int) client.strlen(user.key()));
                assertThat(user.ageMs()).isNotNull();
                assertThat(lists.get(1)).isEqualTo(new StoredList(Kind.DREAMS, "ctx:dreams:" + userId, 8, null));
                assertThat(lists.get(2)).isEqualTo(new StoredList(Kind.PATTERNS, "ctx:patterns:" + userId, 0, null));
                try (var refusing = redisRefusingEverything()) {
                    assertThat(fixture.lists.stored(userId)).isEmpty();
                }
            }
        }

        @Test
        void purges_one_kind_of_everybody_and_leaves_the_rest_even_with_a_prefix_full_of_wildcards() {
            try (CacheFixture fixture = CacheFixture.on(redis, Map.of("clarify.cache.prefix", "a*[b]?:"));
                    CacheFixture other = CacheFixture.on(redis, Map.of("clarify.cache.prefix", "axb1:"))) {
                store(fixture, Map.of(Kind.USER, List.of(MOON), Kind.DREAMS, List.of(MOON)));
                store(other, Map.of(Kind.USER, List.of(MOON)));

                assertThat(fixture.lists.purge(Set.of(Kind.USER))).isTrue();

                assertThat(fixture.lists.read(userId).list(Kind.USER, Moon.class))
                        .isEmpty();
                assertThat(fixture.lists.read(userId).list(Kind.DREAMS, Moon.class))
                        .isPresent();
                assertThat(other.lists.read(userId).list(Kind.USER, Moon.class)).isPresent();
            }
        }

        @Test
        void purges_everything_of_everybody_also_what_has_lost_its_version_and_what_nobody_wrote() {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    Jedis client = redis.client()) {
                store(fixture, Map.of(Kind.USER, List.of(MOON), Kind.DREAMS, List.of(MOON)));
                fixture.cache.set("moon", MOON, Duration.ofMinutes(1));
                client.set("ctx:dreams:" + UUID.randomUUID(), "an orphan");
                client.set("ctx:dreams:junk", "junk");

                assertThat(fixture.lists.purge(Set.of(Kind.values()))).isTrue();

                assertThat(client.keys("ctx:*")).allMatch(name -> name.startsWith("ctx:version:"));
                assertThat(fixture.cache.get("moon", Moon.class)).contains(MOON);
            }
        }

        @Test
        void what_was_looked_up_before_a_purge_is_not_stored_after_it() {
            try (CacheFixture fixture = CacheFixture.on(redis)) {
                CachedLists seen = fixture.lists.read(userId);

                fixture.lists.purge(Set.of(Kind.USER));
                fixture.lists.store(seen, Map.of(Kind.USER, List.of(MOON)), () -> {});

                assertThat(fixture.lists.read(userId).list(Kind.USER, Moon.class))
                        .isEmpty();
            }
        }

        /** With a deadline for each round trip: it ends with the first that is not answered. */
        @Test
        void a_purge_ends_when_redis_falls_silent_in_between() {
            AtomicInteger scans = new AtomicInteger();
            try (ScriptedRedis server = new ScriptedRedis("+OK\r\n");
                    CacheFixture fixture = new CacheFixture(Map.of("clarify.redis.uri", server.uri()))) {
                server.script(command -> {
                    if (command.get(0).equals("SCAN")) {
                        scans.incrementAndGet();
                    }
                    if (scans.get() > 1) {
                        return "";
                    }
                    return ScriptedRedis.isEcho(command)
                            ? ScriptedRedis.echo(command)
                            : "*2\r\n" + ScriptedRedis.bulk("17") + "*0\r\n";
                });
                long start = System.nanoTime();

                assertThat(fixture.lists.purge(Set.of(Kind.USER))).isFalse();

                assertThat(scans).hasValue(2);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
        }

        @Test
        void a_purge_says_when_redis_has_not_done_all_of_it() throws Exception {
            try (CacheFixture fixture = CacheFixture.on(redis);
                    var refusing = redisRefusingEverything()) {
                assertThat(fixture.lists.purge(Set.of(Kind.USER))).isFalse();
            }
        }
    }
}
