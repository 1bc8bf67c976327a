package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ContextProbe;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.RedisTrouble;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator sees of all nodes and of the outbox. */
@OnServer(RedisTrouble.class)
class AdminOverviewServerIT {
    private static final List<String> OVERVIEWS = List.of("/admin/nodes", "/admin/outbox");

    private final Clarify clarify;
    private final Redis redis;
    private final Postgres postgres;
    private final ContextProbe probe;
    private final Caller admin;

    AdminOverviewServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        redis = environment.redis();
        postgres = environment.postgres();
        probe = new ContextProbe(environment);
        admin = clarify.admin();
    }

    @BeforeEach
    void the_circuit_is_closed() {
        probe.awaitClosed(RedisTrouble.RECOVERY);
    }

    @Test
    void a_node_publishes_itself_again_and_again() {
        JsonNode node = awaitNode("closed");

        assertThat(node.required("name").textValue()).isNotBlank();
        assertThat(node.required("version").textValue()).matches("[0-9.]+(-SNAPSHOT)?");
        assertThat(Instant.parse(node.required("startedAt").textValue())).isBefore(Instant.now());
        postgres.execute("update nodes set seen_at = seen_at - interval '1 hour'");
        Awaitility.await("the next time, without the trouble of an earlier test")
                .until(() -> {
                    JsonNode again = awaitNode("closed");
                    return sinceSeen(again).toMinutes() < 59
                            && again.required("freshness").textValue().equals("fresh");
                });
    }

    @Test
    void a_node_whose_row_was_removed_comes_back() {
        JsonNode before = awaitNode("closed");

        postgres.execute("delete from nodes");

        assertThat(awaitNode("closed").required("id")).isEqualTo(before.required("id"));
    }

    @Test
    void what_redis_does_not_know_waits_in_the_outbox_with_its_user_and_its_lists_until_it_does() {
        postgres.awaitEmptyOutbox();
        redis.stop();
        Clarify.Person person = clarify.newcomer();
        person.caller().post("/dreams", Map.of("title", "A garden")).expect(201);

        JsonNode outbox = outbox();

        assertThat(outbox.required("invalidations").intValue()).isEqualTo(2);
        assertThat(outbox.required("oldest").findValuesAsText("userId"))
                .containsOnly(person.id().toString());
        assertThat(outbox.at("/oldest/0/kinds").toString()).contains("\"user\"");
        assertThat(outbox.at("/oldest/1/kinds").toString()).isEqualTo("[\"dreams\"]");
        assertThat(Instant.parse(outbox.at("/oldest/0/since").textValue())).isBefore(Instant.now());
        assertThat(outbox.required("ageOfOldest")).isEqualTo(outbox.at("/oldest/0/age"));
        assertThat(outbox.toString()).doesNotContain("A garden");
        assertThat(awaitNode("open").required("undeliveredInvalidations").intValue())
                .isEqualTo(2);

        redis.start();
        Awaitility.await("the delivery")
                .until(() -> outbox().required("invalidations").intValue() == 0);
        assertThat(outbox().required("oldest")).isEmpty();
        assertThat(outbox().required("ageOfOldest").textValue()).isEqualTo("PT0S");
        probe.awaitClosed(RedisTrouble.RECOVERY);
        probe.assertCorrectAndCached();
    }

    @Test
    void without_the_database_nothing_is_known_of_either() {
        awaitNode("closed");
        postgres.stop();

        assertThat(OVERVIEWS).allSatisfy(path -> admin.get(path).problem(503));

        postgres.start();
        assertThat(OVERVIEWS)
                .allSatisfy(path ->
                        Awaitility.await(path).until(() -> admin.get(path).status() == 200));
        Awaitility.await("the next time")
                .until(() -> sinceSeen(awaitNode("closed")).toSeconds() < 5);
    }

    @Test
    void a_silent_database_is_told_of_in_less_time_than_the_page_waits() {
        awaitNode("closed");
        postgres.freeze();

        assertThat(OVERVIEWS).allSatisfy(path -> {
            var answer = admin.get(path);
            answer.problem(503);
            assertThat(answer.took()).isLessThan(Duration.ofSeconds(5));
        });
    }

    private JsonNode outbox() {
        return admin.get("/admin/outbox").expect(200).json();
    }

    /** The node that answers, as soon as it has published itself with that circuit. */
    private JsonNode awaitNode(String circuit) {
        return Awaitility.await("a node whose circuit is " + circuit)
                .until(
                        clarify::answeringNode,
                        found -> found.filter(node ->
                                        node.required("circuit").textValue().equals(circuit))
                                .isPresent())
                .orElseThrow();
    }

    private static Duration sinceSeen(JsonNode node) {
        return Duration.parse(node.required("sinceSeen").textValue());
    }
}
