package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A node is killed when it has committed and not yet delivered: Redis does not answer it at that moment. */
@OnTwoNodes(OnTwoNodes.Settings.PATIENT) // long enough to see the commit and to kill; the poll is at its default
class NodeDeathIT {
    private static final int DEATHS = Integer.getInteger("deaths", 1);
    private static final int DYING = 1;
    private static final int OTHER = 0;

    private final TwoNodes rig;
    private int number;

    NodeDeathIT(TwoNodes rig) {
        this.rig = rig;
    }

    @Test
    void the_other_node_shows_what_the_dead_one_has_committed_once_it_has_polled() {
        Person person = new Person(rig);
        for (int death = 0; death < DEATHS; death++) {
            String written = dieAfterTheCommit(person);

            Awaitility.await("the poll of the other node, and a read")
                    .atMost(HistoryChecker.PROMISE)
                    .until(() -> context(person, OTHER).contains(written));

            restart();
            assertThat(context(person, OTHER)).contains(written);
            assertThat(context(person, DYING)).contains(written);
        }
    }

    @Test
    void the_dead_node_itself_shows_it_when_it_is_started_again_and_asked_first() {
        Person person = new Person(rig);
        for (int death = 0; death < DEATHS; death++) {
            rig.node(OTHER).freeze(); // so that nobody else delivers
            String written;
            try {
                written = dieAfterTheCommit(person);
                restart();

                assertThat(context(person, DYING)).contains(written);
            } finally {
                rig.node(OTHER).thaw();
            }
            Awaitility.await().until(() -> context(person, OTHER).contains(written));
        }
    }

    private String dieAfterTheCommit(Person person) {
        warm(person);
        Node dying = rig.node(DYING);
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
        rig.node(DYING).start();
        rig.node(DYING).awaitAnswer();
    }

    private String context(Person person, int node) {
        return person.door(node).context().text();
    }
}
