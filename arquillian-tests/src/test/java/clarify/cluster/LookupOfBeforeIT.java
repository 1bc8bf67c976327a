package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cluster.Person.Place;
import clarify.testkit.Caller;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.Redis;
import clarify.testkit.TcpProxy;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that has lost a removal has the token of before, with which a lookup of before the change could be joined. */
@OnTwoNodes(OnTwoNodes.Settings.PATIENT)
class LookupOfBeforeIT {
    private final TwoNodes cluster;

    LookupOfBeforeIT(TwoNodes cluster) {
        this.cluster = cluster;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void it_is_not_joined_by_who_has_read_on_the_history_that_lost_the_removal(int node) {
        Person person = new Person(cluster);
        person.write(Place.PATTERN, node, 1).expect(201);
        cluster.node(node)
                .clarify()
                .admin()
                .delete("/admin/cache/users/" + person.id)
                .expect(204);
        Caller reader = person.door(node);
        TcpProxy database = cluster.node(node).database;
        cluster.countQueries();
        database.hold(1, "recurring_theme");
        try (var first = ConcurrentCalls.begin(1, reader::context)) {
            Awaitility.await("the lookup of before").until(() -> database.hasHeld() && areAllListsLookedUp());
            try (Redis copy = cluster.redis.copy()) {
                person.write(Place.PATTERN, 1 - node, 2).expect(201);
                Awaitility.await("its removal").until(() -> cluster.pending() == 0);
                cluster.redis.takeDataOf(copy);
            }

            cluster.countQueries();
            try (var second = ConcurrentCalls.begin(1, reader::context)) {
                Awaitility.await("the other lookups").until(this::areOtherListsLookedUp);
                database.pass();

                assertThat(second.answers().get(0).text()).contains("p2");
            }
            first.answers();
            assertThat(reader.context().text()).contains("p2");
        } finally {
            database.pass();
        }
    }

    private boolean areAllListsLookedUp() {
        return cluster.lookups().values().stream().allMatch(queries -> queries == 1);
    }

    /** The one of the patterns waits for that of before, or has joined it. */
    private boolean areOtherListsLookedUp() {
        return cluster.lookups().entrySet().stream()
                .allMatch(table -> table.getKey().equals("clarify_patterns") || table.getValue() == 1);
    }
}
