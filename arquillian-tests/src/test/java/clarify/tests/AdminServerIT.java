package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The admin endpoints of the cache. */
@OnServer(Standard.class)
class AdminServerIT {
    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Redis redis;

    AdminServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        redis = environment.redis();
    }

    @Test
    void an_administrator_warms_a_user() {
        Journal journal = Journal.rich(clarify);
        clarify.settledMetrics();
        clarify.admin().delete("/admin/cache/users/" + journal.userId()).expect(204);

        JsonNode warmed = warm(journal.userId());

        assertThat(warmed.required("lookedUp").intValue()).isEqualTo(5);
        assertThat(warmed.required("failed").intValue()).isZero();
        try (var traffic = redis.watch()) {
            traffic.awaitStored(journal.keys());
        }
        ContextAnswer context = journal.caller().context();
        assertThat(context.cacheHits()).isEqualTo(5);
        assertThat(context.text()).contains("A boat");
        assertThat(warm(journal.userId()).required("cached").intValue()).isEqualTo(5);
    }

    /** A poll may deliver the invalidation of the sign-in a second time and so remove what was warmed: then another signs in. */
    @Test
    void a_sign_in_warms_the_user_in_the_background() {
        clarify.settledMetrics(); // at most four users are warmed at once, others are skipped

        Awaitility.await("a newcomer who is warm").until(() -> {
            var person = clarify.newcomer();
            clarify.settledMetrics();
            return person.caller().context().cacheHits() == 5;
        });
    }

    @Test
    void the_cached_lists_of_a_user_have_keys_sizes_and_ages() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        redis.ask(jedis -> jedis.del("ctx:patterns:" + journal.userId()));
        redis.ask(jedis -> jedis.set("ctx:sessions:" + journal.userId(), "nonsense"));

        JsonNode lists = clarify.admin()
                .get("/admin/cache/users/" + journal.userId())
                .expect(200)
                .json();

        assertThat(lists.findValuesAsText("kind")).isEqualTo(Journal.KINDS);
        assertThat(lists.findValuesAsText("key")).containsExactly(journal.keys());
        for (JsonNode list : lists) {
            long size = redis.ask(jedis -> jedis.strlen(list.get("key").textValue()));
            assertThat(list.get("bytes").longValue()).isEqualTo(size);
        }
        assertThat(lists.findValues("ageMs"))
                .extracting(JsonNode::isNull)
                .containsExactly(false, false, true, true, false);
        assertThat(lists.toString()).doesNotContain("A boat", "nonsense");
    }

    @Test
    void the_context_of_a_user_is_explained_to_an_administrator_and_audited() throws IOException {
        UUID admin = UUID.randomUUID();
        Journal journal = Journal.rich(clarify);
        journal.warm();

        JsonNode context = clarify.with(environment.tokens().of(admin.toString(), "admin"))
                .get("/admin/users/" + journal.userId() + "/context")
                .expect(200)
                .json();

        assertThat(new ContextAnswer(context).text())
                .isEqualTo(journal.caller().context().text());
        assertThat(new ContextAnswer(context).cacheHits()).isEqualTo(5);
        assertThat(Files.readAllLines(environment.auditRecords()))
                .anyMatch(line -> line.endsWith("operation=clarify.admin who=" + admin + " action=read-context subject="
                        + journal.userId() + " outcome=done status=200"));
    }

    @Test
    void a_purge_of_one_user_leaves_the_others() {
        Journal one = Journal.rich(clarify);
        Journal other = Journal.rich(clarify);
        one.warm();
        other.warm();
        clarify.settledMetrics();

        clarify.admin().delete("/admin/cache/users/" + one.userId()).expect(204);

        assertThat(one.caller().context().cacheMisses()).isEqualTo(5);
        assertThat(other.caller().context().cacheHits()).isEqualTo(5);
    }

    @Test
    void a_purge_of_one_kind_leaves_the_other_kinds() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        clarify.settledMetrics();
        String version = version(journal.userId());

        clarify.admin().delete("/admin/cache/kinds/patterns").expect(204);

        assertThat(journal.caller().context().from("database")).containsExactly("patterns");
        assertThat(version(journal.userId())).isNotEqualTo(version);
    }

    @Test
    void a_purge_of_everything_empties_all_lists_and_never_blocks_redis_with_keys() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        clarify.settledMetrics();
        redis.ask(jedis -> jedis.set("somebody:elses", "value"));

        try (var traffic = redis.watch()) {
            clarify.admin().delete("/admin/cache").expect(204);
            assertThat(traffic.calls()).containsKey("scan").doesNotContainKeys("keys", "flushdb", "flushall");
        }

        long left = redis.ask(jedis -> jedis.exists(journal.keys()));
        String others = redis.ask(jedis -> jedis.get("somebody:elses"));
        assertThat(left).isZero();
        assertThat(others).isEqualTo("value");
        assertThat(journal.caller().context().cacheMisses()).isEqualTo(5);
    }

    @Test
    void each_action_is_audited_with_actor_and_subject_and_without_values() {
        UUID admin = UUID.randomUUID();
        Journal journal = Journal.rich(clarify);
        var caller = clarify.with(environment.tokens().of(admin.toString(), "admin"));

        caller.post("/admin/cache/users/" + journal.userId() + "/warm", "").expect(200);
        caller.delete("/admin/cache/users/" + journal.userId()).expect(204);
        caller.delete("/admin/cache/kinds/dreams").expect(204);
        caller.delete("/admin/cache").expect(204);
        caller.post("/admin/cache/circuit/reset", "").expect(200);

        Awaitility.await()
                .untilAsserted(() -> assertThat(log().lines().filter(line -> line.contains("who=" + admin)))
                        .hasSize(5)
                        .anyMatch(
                                line -> line.contains("action=warm-user subject=" + journal.userId() + " outcome=done"))
                        .anyMatch(line ->
                                line.contains("action=purge-user subject=" + journal.userId() + " outcome=done"))
                        .anyMatch(line -> line.contains("action=purge-kind subject=dreams outcome=done"))
                        .anyMatch(line -> line.contains("action=purge-all subject=all outcome=done"))
                        .anyMatch(line -> line.contains("action=reset-circuit subject=all outcome=done"))
                        .noneMatch(line -> line.contains("A boat")));
    }

    private String log() throws IOException {
        return Files.readString(environment.log());
    }

    private JsonNode warm(UUID user) {
        return clarify.admin()
                .post("/admin/cache/users/" + user + "/warm", "")
                .expect(200)
                .json();
    }

    private String version(UUID user) {
        return redis.ask(jedis -> jedis.get("ctx:version:" + user));
    }
}
