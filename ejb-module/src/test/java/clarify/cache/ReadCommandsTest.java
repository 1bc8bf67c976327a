package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import redis.clients.jedis.Jedis;

/** What Redis is asked for a person's lists: how often, and how long that takes it. */
class ReadCommandsTest {

    private static final int BATCHES = 45;
    private static final int OF_A_BATCH = 100;

    record Moon(String name, int craters) {}

    private static final List<Moon> MOONS =
            IntStream.range(0, 5).mapToObj(i -> new Moon("Io ".repeat(30), i)).toList();
    private static final Map<Kind, List<Moon>> LISTS = Map.of(
            Kind.USER, MOONS,
            Kind.DREAMS, MOONS,
            Kind.PATTERNS, MOONS,
            Kind.SESSIONS, MOONS,
            Kind.REFLECTIONS, MOONS);

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    private final UUID userId = UUID.randomUUID();
    private final CacheFixture fixture = CacheFixture.on(redis);
    private final Jedis client = redis.client();

    @AfterEach
    void close() {
        client.configSet("maxmemory", "0");
        client.close();
        fixture.close();
    }

    private CachedLists read() {
        return fixture.lists.read(userId);
    }

    private void warm() {
        fixture.lists.store(read(), LISTS, () -> {});
        assertThat(hits(read())).isEqualTo(5);
        client.configResetStat();
    }

    private static long hits(CachedLists lists) {
        return Arrays.stream(Kind.values())
                .filter(kind -> lists.list(kind, Moon.class).isPresent())
                .count();
    }

    private String versionKey() {
        return "ctx:version:" + userId;
    }

    private String dreamsKey() {
        return "ctx:dreams:" + userId;
    }

    /**
     * Calls of each command since the statistics began. Left out are the test's own and the echo, which also checks a
     * connection that was idle for a second.
     */
    private Map<String, Long> calls() {
        Map<String, Long> calls = new HashMap<>();
        stats().forEach(stat -> calls.put(stat[0], Long.valueOf(stat[1])));
        calls.keySet()
                .removeAll(Set.of("info", "config", "config|resetstat", "config|set", "del", "lpush", "get", "echo"));
        return calls;
    }

    /** Microseconds in all commands since the statistics began. */
    private double micros() {
        return stats().filter(stat -> Set.of("mget", "echo").contains(stat[0]))
                .mapToLong(stat -> Long.parseLong(stat[2]))
                .sum();
    }

    private Stream<String[]> stats() {
        return client.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .map(line -> line.substring("cmdstat_".length()).split(":calls=|,usec=|,", 4));
    }

    @Test
    void a_warm_read_is_one_mget_and_writes_nothing() {
        warm();

        assertThat(hits(read())).isEqualTo(5);

        assertThat(calls()).isEqualTo(Map.of("mget", 1L));
    }

    @Test
    void a_warm_read_makes_no_version_either_where_there_is_none() {
        warm();
        client.del(versionKey());

        assertThat(hits(read())).isEqualTo(5);

        assertThat(calls()).isEqualTo(Map.of("mget", 1L));
        assertThat(read().version(Kind.USER)).isEmpty();
    }

    @Test
    void a_read_that_lacks_a_list_and_knows_the_version_is_one_mget() {
        warm();
        client.del(dreamsKey());

        assertThat(hits(read())).isEqualTo(4);

        assertThat(calls()).isEqualTo(Map.of("mget", 1L));
    }

    @Test
    void a_cold_read_is_two_round_trips_and_makes_the_version() {
        client.configResetStat();

        CachedLists cold = read();

        assertThat(calls()).isEqualTo(Map.of("mget", 2L, "set", 1L));
        assertThat(cold.version(Kind.USER).orElseThrow().version()).endsWith("/" + client.get(versionKey()));
        assertThat(client.pttl(versionKey())).isBetween(3_500_000L, 3_600_000L);
    }

    @Test
    void a_read_while_a_list_is_bypassed_makes_the_version_to_store_it_with() {
        warm();
        client.del(versionKey());
        fixture.bypass.add(Kind.DREAMS);

        assertThat(read().list(Kind.USER, Moon.class)).isPresent();

        assertThat(client.exists(versionKey())).isTrue();
    }

    @Test
    void without_memory_for_a_version_the_lists_that_are_there_are_hits_and_nothing_is_stored() {
        warm();
        client.del(versionKey(), dreamsKey());
        client.configSet("maxmemory", "1");

        CachedLists seen = read();

        assertThat(hits(seen)).isEqualTo(4);
        assertThat(seen.isAnswered()).isTrue();
        assertThat(seen.version(Kind.DREAMS)).isEmpty();
        assertThat(fixture.redis.isAvailable()).isTrue();
        assertThat(fixture.cache.status().consecutiveFailures()).isEqualTo(1);
        assertThat(fixture.logged.count("Redis failed: operation=set")).isEqualTo(1);
        client.configSet("maxmemory", "0");
        boolean[] done = {false};
        fixture.lists.store(seen, LISTS, () -> done[0] = true);
        assertThat(done[0]).isTrue();
        assertThat(client.exists(dreamsKey())).isFalse();
    }

    @Test
    void while_storing_is_suspended_no_read_asks_for_a_version() {
        warm();
        CachedLists seen = read();
        client.configSet("maxmemory", "1");
        for (int i = 0; i < 3; i++) {
            fixture.lists.store(seen, LISTS, () -> {});
        }
        assertThat(fixture.redis.isStoring()).isFalse();
        client.del(versionKey(), dreamsKey());
        client.configResetStat();

        assertThat(hits(read())).isEqualTo(4);

        assertThat(calls()).isEqualTo(Map.of("mget", 1L));
    }

    @Test
    void removals_that_succeed_do_not_hide_that_nothing_can_be_stored() {
        warm();
        CachedLists seen = read();
        client.configSet("maxmemory", "1");

        for (int i = 0; i < 10; i++) {
            fixture.lists.store(seen, LISTS, () -> {});
            fixture.cache.delete("nothing");
        }

        assertThat(fixture.redis.isStoring()).isFalse();
        assertThat(fixture.logged.count("Redis failed")).isEqualTo(3);
    }

    @Test
    void what_stands_in_the_place_of_a_version_is_removed() {
        client.lpush(versionKey(), "no version");

        assertThat(read().version(Kind.USER)).isEmpty();

        assertThat(read().version(Kind.USER)).isPresent();
    }

    @Test
    void what_cannot_be_read_heals_also_where_there_is_no_version_and_nothing_is_missing() {
        warm();
        client.del(versionKey());
        client.set(dreamsKey(), "{");

        assertThat(hits(read())).isEqualTo(4);
        fixture.lists.store(read(), Map.of(Kind.DREAMS, MOONS), () -> {});

        assertThat(hits(read())).isEqualTo(5);
    }

    /**
     * The echo, which ties the replies to their requests, counts. Batches of both alternate, and of each the fastest counts:
     * the others had to share the processor. A measurement, for a machine that does nothing else.
     */
    @Test
    @EnabledIfSystemProperty(named = "measure", matches = "true")
    void a_warm_read_takes_redis_at_most_half_as_long_again_as_a_bare_mget_of_the_same_keys() {
        warm();
        String[] keys = Stream.concat(
                        Stream.of(versionKey()),
                        Arrays.stream(Kind.values()).map(kind -> "ctx:" + kind.label() + ":" + userId))
                .toArray(String[]::new);
        double reads = Double.MAX_VALUE;
        double bare = Double.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            reads = Math.min(reads, microsOf(this::read));
            bare = Math.min(bare, microsOf(() -> client.mget(keys)));
        }

        System.out.printf("a warm read takes %.2f times the CPU of a bare MGET%n", reads / bare);
        assertThat(reads / bare).isLessThanOrEqualTo(1.5);
    }

    private double microsOf(Runnable command) {
        client.configResetStat();
        for (int i = 0; i < OF_A_BATCH; i++) {
            command.run();
        }
        return micros();
    }
}
