package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A node is killed between commit and invalidation, while Redis does not answer it. */
@OnTwoNodes(OnTwoNodes.Settings.PATIENT) // time to see the commit and to kill the node
class NodeDeathIT {
    private static final int DEATHS = Integer.getInteger("deaths", 1);
    private static final int DYING = 1;
    private static final int OTHER = 0;

    /** Longer than a node takes to publish itself again. */
    private static final Duration UNSEEN = Duration.ofSeconds(8);

    private final TwoNodes cluster;
    private int number;

    NodeDeathIT(TwoNodes cluster) {
        this.cluster = cluster;
    }

    @Test
    void the_other_node_shows_the_last_commit_of_a_killed_node_after_its_next_poll() {
        Person person = new Person(cluster);
        for (int death = 0; death < DEATHS; death++) {
            String written = dieAfterTheCommit(person);

            Awaitility.await("the poll of the other node, and a read")
                    .atMost(HistoryChecker.LEASE)
                    .until(() -> context(person, OTHER).contains(written));
            awaitThatItIsNotSeen();

            restart();
            assertThat(context(person, OTHER)).contains(written);
            assertThat(context(person, DYING)).contains(written);
        }
    }

    @Test
    void the_killed_node_shows_its_last_commit_after_a_restart() {
        Person person = new Person(cluster);
        for (int death = 0; death < DEATHS; death++) {
            cluster.node(OTHER).freeze(); // so that it does not deliver
            String written;
            try {
                written = dieAfterTheCommit(person);
                restart();

                assertThat(context(person, DYING)).contains(written);
            } finally {
                cluster.node(OTHER).thaw();
            }
            Awaitility.await().until(() -> context(person, OTHER).contains(written));
        }
    }

    @Test
    void nodes_are_listed_by_name_and_one_that_is_stopped_takes_itself_back() {
        Awaitility.await("both nodes")
                .until(() -> seen(OTHER).isPresent() && seen(DYING).isPresent());
        String stopped = seen(DYING).orElseThrow();

        cluster.node(DYING).stop();

        assertThat(nodes().map(NodeDeathIT::id)).doesNotContain(stopped);
        restart();
        Awaitility.await("the node with another id").until(() -> seen(DYING).isPresent());
        assertThat(seen(DYING)).isNotEqualTo(Optional.of(stopped));
        assertThat(seen(OTHER)).isPresent();
    }

    /** A killed one is listed as it was, for longer and longer. */
    private void awaitThatItIsNotSeen() {
        Awaitility.await("an age that grows")
                .until(() -> nodes(DYING).anyMatch(node -> sinceSeen(node).compareTo(UNSEEN) > 0));
    }

    /** The id of a node that has published itself lately. */
    private Optional<String> seen(int number) {
        return nodes(number)
                .filter(node -> sinceSeen(node).compareTo(UNSEEN) < 0)
                .map(NodeDeathIT::id)
                .findFirst();
    }

    private static String id(JsonNode node) {
        return node.required("id").textValue();
    }

    private Stream<JsonNode> nodes(int number) {
        return nodes().filter(node ->
                node.required("name").textValue().equals(cluster.node(number).name()));
    }

    private Stream<JsonNode> nodes() {
        return cluster.node(OTHER).clarify().nodes();
    }

    private static Duration sinceSeen(JsonNode node) {
        return Duration.parse(node.required("sinceSeen").textValue());
    }

    private String dieAfterTheCommit(Person person) {
        warm(person);
        Node dying = cluster.node(DYING);
        int next = ++number;
        dying.proxy.swallow();
        var answer = CompletableFuture.supplyAsync(() -> person.write(Person.Place.DREAM, DYING, next));
        Awaitility.await("the commit")
                .pollInterval(Duration.ofMillis(5))
                .until(() -> person.stored(Person.Place.DREAM) == next);
        assertThat(answer).isNotDone();
        dying.kill();
        dying.proxy.pass();
        return "\"d" + next + "\"";
    }

    private void warm(Person person) {
        Awaitility.await("a warm context")
                .until(() -> person.door(DYING).context().cacheHits() == 5);
    }

    private void restart() {
        cluster.node(DYING).start();
        cluster.node(DYING).awaitAnswer();
    }

    private String context(Person person, int node) {
        return person.door(node).context().text();
    }
}
