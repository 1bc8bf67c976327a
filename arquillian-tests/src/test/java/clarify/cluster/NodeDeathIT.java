package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A node is killed between commit and invalidation, while Redis does not answer it. */
@OnTwoNodes(OnTwoNodes.Settings.PATIENT) // time to see the commit and to kill the node
class NodeDeathIT {
    private static final int DEATHS = Integer.getInteger("deaths", 1);
    private static final int DYING = 1;
    private static final int OTHER = 0;

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
