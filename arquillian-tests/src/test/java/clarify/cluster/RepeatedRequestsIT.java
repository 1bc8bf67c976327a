package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.ConcurrentCalls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A request with an {@code Idempotency-Key} is done once, whichever nodes it is sent to. */
@OnTwoNodes(OnTwoNodes.Settings.PATIENT) // time to see who waits, and to kill a node
class RepeatedRequestsIT {
    private static final int DYING = 1;
    private static final int OTHER = 0;

    private final TwoNodes cluster;

    RepeatedRequestsIT(TwoNodes cluster) {
        this.cluster = cluster;
    }

    @Test
    void the_same_request_at_both_nodes_at_the_same_moment_is_done_once() {
        Person person = new Person(cluster);
        List<Callable<Answer>> requests = List.of(
                () -> send(person, OTHER),
                () -> send(person, DYING),
                () -> send(person, OTHER),
                () -> send(person, DYING));

        try (var row = cluster.postgres.lock("select * from users where id = ? for update", person.id);
                var calls = ConcurrentCalls.begin(requests)) {
            row.awaitWaiting(requests.size());
            row.release();

            assertThat(calls.answers().stream()
                            .map(answer -> answer.expect(201).createdId())
                            .distinct())
                    .hasSize(1);
        }
        assertThat(stored(person)).isOne();
    }

    @Test
    void a_request_whose_node_dies_before_it_answers_is_done_once() {
        Person person = new Person(cluster);
        Awaitility.await("a warm context")
                .until(() -> person.door(DYING).context().cacheHits() == 5);
        Node dying = cluster.node(DYING);
        dying.proxy.swallow(); // it answers when Redis has
        var answer = CompletableFuture.supplyAsync(() -> send(person, DYING));
        Awaitility.await("the commit").pollInterval(Duration.ofMillis(5)).until(() -> stored(person) == 1);
        assertThat(answer).isNotDone();
        dying.kill();
        dying.proxy.pass();

        String id = send(person, OTHER).expect(201).createdId();

        assertThat(person.door(OTHER).context().text()).contains("\"A boat\"");
        dying.start();
        dying.awaitAnswer();
        assertThat(send(person, DYING).expect(201).createdId()).isEqualTo(id);
        assertThat(stored(person)).isOne();
    }

    private static Answer send(Person person, int node) {
        return person.door(node).post("/dreams", Map.of("title", "A boat"), "k");
    }

    private int stored(Person person) {
        return cluster.postgres.count("select count(*) from dreams where user_id = ? and title = 'A boat'", person.id);
    }
}
