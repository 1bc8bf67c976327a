package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cluster.Person.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@OnTwoNodes(OnTwoNodes.Settings.QUICK_RECOVERY)
class OutageIT {
    private static final int PEOPLE = 50;
    private static final int MUTATIONS = 500;

    /** Shorter than the time to live of a list, so that the old lists are still there when Redis thaws. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 10));

    private final TwoNodes cluster;

    OutageIT(TwoNodes cluster) {
        this.cluster = cluster;
    }

    @Test
    void nothing_is_stale_after_redis_was_frozen_during_five_hundred_mutations_and_thawed_with_its_old_data() {
        List<Person> people =
                Stream.generate(() -> new Person(cluster)).limit(PEOPLE).toList();
        people.forEach(person -> Awaitility.await("a warm context")
                .until(() -> person.door(0).context().cacheHits() == 5));
        Map<Person, Integer> last = new HashMap<>();

        long end = System.nanoTime() + OUTAGE.toNanos();
        cluster.redis.freeze();
        for (int number = 1; number <= MUTATIONS; number++) {
            Person person = people.get(number % PEOPLE);
            assertThat(person.write(Place.DREAM, number % 2, number).status()).isEqualTo(200);
            last.put(person, number);
            assertShows(person, number % 2, number);
        }
        Awaitility.await("the end of the outage").atMost(OUTAGE.plusMinutes(5)).until(() -> System.nanoTime() > end);
        assertThat(cluster.pending()).isPositive();
        cluster.redis.thaw();

        last.forEach((person, number) -> {
            assertShows(person, 0, number);
            assertShows(person, 1, number);
        });
        Awaitility.await("every invalidation").until(() -> cluster.pending() == 0);
        cluster.nodes.forEach(node -> Awaitility.await("a node without stale entries")
                .until(() -> node.clarify().cache().undeliveredInvalidations() == 0));
        last.forEach((person, number) -> {
            assertShows(person, 0, number);
            assertShows(person, 1, number);
        });
    }

    private static void assertShows(Person person, int node, int number) {
        assertThat(person.door(node).context().text()).contains("\"d" + number + "\"");
    }
}
