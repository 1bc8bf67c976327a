package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cluster.Person.Place;
import clarify.testkit.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HerdIT {
    private static final int HERD = 1_000;

    /** Who is not answered by Redis must look up alone; a thousand threads on two cores are not Redis' fault. */
    private static final Map<String, String> PATIENT = Map.of("clarify.redis.read-timeout", "PT10S");

    @SuppressWarnings("NullAway.Init")
    private static TwoNodes rig;

    @BeforeAll
    static void start() {
        rig = new TwoNodes(PATIENT);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_thousand_requests_for_one_cold_user_make_at_most_two_queries_of_each_kind(int node) {
        Caller warm = new Person(rig).door(node); // a server's first contexts load classes, before its first poll
        Awaitility.await("a warm context").until(() -> warm.context().cacheHits() == 5);
        Person person = new Person(rig);
        person.write(Place.PATTERN, node, 1);
        person.write(Place.REFLECTIONS, node, 1);
        rig.node(node).clarify().admin().delete("/admin/cache/users/" + person.id);
        rig.countQueries();

        ExecutorService herd = Executors.newFixedThreadPool(HERD);
        CountDownLatch start = new CountDownLatch(1);
        var answers = Stream.generate(() -> herd.submit(() -> ask(rig.node(node), person, start)))
                .limit(HERD)
                .toList();
        start.countDown();

        assertThat(answers.stream().map(HerdIT::get).distinct()).hasSize(1);
        herd.shutdown();
        assertThat(rig.lookups())
                .allSatisfy((table, calls) -> assertThat(calls).as(table).isBetween(1, 2));
    }

    private static String ask(Node node, Person person, CountDownLatch start) throws InterruptedException {
        try (Wire wire = new Wire(node.port)) {
            start.await();
            Wire.Reply reply = wire.context(person.token);
            return reply.status() + reply.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
