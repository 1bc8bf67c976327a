package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.RedisFixture;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a whole node holds after a storm of callers, outages of Redis and failures of the database. */
class StormTest {

    /** To stay: what has been logged, and a reader for each class of rows. */
    private static final Set<String> KEPT = Set.of(
            "RecurringCauses.causes",
            "FaithfulValues.reported",
            "StoreQueue.versions",
            "ValueCodec.readers",
            "RowReader.columns");

    /** Longer than an ended lookup is remembered. */
    private static final Duration PAUSE = Duration.ofMillis(1500);

    private static final int CALLERS = 8;
    private static final int CALLS = 300;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    private final List<UUID> people =
            Stream.generate(UUID::randomUUID).limit(20).toList();

    @AutoClose
    private final Node node = new Node(redis.uri(), new SharedDatabase());

    @AutoClose("shutdownNow")
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @Test
    void every_map_queue_and_permit_is_as_before() {
        Map<String, Integer> before = holdingsAfterABuild();

        var storm = IntStream.range(0, CALLERS)
                .mapToObj(seed -> CompletableFuture.runAsync(() -> call(new Random(seed)), callers))
                .toList();
        assertThat(storm).allSatisfy(caller -> assertThat(caller).succeedsWithin(MINUTE));
        assertThat(holdings()).isNotEqualTo(before);

        node.cache.heal();
        node.failPolls(null);
        Awaitility.await("the quiet after it")
                .atMost(MINUTE)
                .pollInterval(PAUSE)
                .untilAsserted(() -> {
                    node.poll();
                    serveOne();
                    assertThat(holdings()).isEqualTo(before);
                });
    }

    /** With the loads of that build, which are remembered for a second: at the first time a slow machine has forgotten them by then. */
    private Map<String, Integer> holdingsAfterABuild() {
        return Awaitility.await("a build within a second")
                .atMost(MINUTE)
                .pollInterval(PAUSE)
                .until(
                        () -> {
                            node.poll();
                            serveOne();
                            return holdings();
                        },
                        found -> found.containsKey("SingleFlight.done"));
    }

    private Map<String, Integer> holdings() {
        Map<String, Integer> holdings = Holdings.of(node);
        holdings.keySet().removeAll(KEPT);
        return holdings;
    }

    private void serveOne() {
        node.warm(UUID.randomUUID());
        node.get("moon");
    }

    private void call(Random chance) {
        for (int i = 0; i < CALLS; i++) {
            UUID person = people.get(chance.nextInt(people.size()));
            String key = "moon:" + chance.nextInt(20);
            switch (chance.nextInt(12)) {
                case 0 -> node.cache.cut();
                case 1 -> node.cache.deafen();
                case 2, 3 -> node.cache.heal();
                case 4 -> node.mutate(person, "dream " + i);
                case 5 -> node.cache.values.delete(key);
                case 6 -> node.cache.values.set(key, i);
                case 7 -> node.cache.values.getOrLoad(key, Integer.class, MINUTE, () -> 1);
                case 8 -> node.failPolls(chance.nextBoolean() ? new SQLException("away", "08001") : null);
                case 9 -> node.warmAhead(person);
                case 10 -> node.poll();
                default -> node.warm(person);
            }
        }
    }
}
