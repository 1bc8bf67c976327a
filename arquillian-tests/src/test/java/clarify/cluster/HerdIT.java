package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cluster.Person.Place;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.MetricsAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnTwoNodes(OnTwoNodes.Settings.PATIENT)
class HerdIT {
    private static final int HERD = 1_000;

    /** So many that each node answers them and the test at the same time. */
    private static final int FIRST = 20;

    private final TwoNodes rig;

    HerdIT(TwoNodes rig) {
        this.rig = rig;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_thousand_requests_for_one_cold_user_make_at_most_two_queries_of_each_kind(int node) {
        Caller warm = new Person(rig).door(node); // a server's first contexts load classes, before its first poll
        Awaitility.await("a warm context").until(() -> warm.context().cacheHits() == 5);
        Person person = new Person(rig);
        person.write(Place.PATTERN, node, 1);
        person.write(Place.REFLECTIONS, node, 1);
        Clarify clarify = rig.node(node).clarify();
        clarify.settledFigures();
        clarify.admin().delete("/admin/cache/users/" + person.id);
        rig.countQueries();
        MetricsAnswer before = clarify.figures();

        List<String> answers = new ArrayList<>();
        try (var lock = rig.postgres.lock("lock table " + String.join(", ", TwoNodes.TABLES));
                var first = ConcurrentCalls.begin(FIRST, () -> ask(rig.node(node), person))) {
            Awaitility.await("all but the first share its lookups")
                    .until(() -> clarify.figures().rise(before, "clarify_lookups_coalesced_total") == 5 * (FIRST - 1));
            try (var others = ConcurrentCalls.begin(HERD - FIRST, () -> ask(rig.node(node), person))) {
                lock.release();
                answers.addAll(first.answers());
                answers.addAll(others.answers());
            }
        }

        assertThat(answers).hasSize(HERD).containsOnly(answers.get(0));
        assertThat(answers.get(0)).startsWith("200");
        assertThat(rig.lookups())
                .allSatisfy((table, calls) -> assertThat(calls).as(table).isBetween(1, 2));
    }

    private static String ask(Node node, Person person) throws IOException {
        try (Wire wire = new Wire(node.port)) {
            Wire.Reply reply = wire.context(person.token);
            return reply.status() + reply.body();
        }
    }
}
