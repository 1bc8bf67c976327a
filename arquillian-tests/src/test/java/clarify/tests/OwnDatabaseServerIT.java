package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.OwnDatabase;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On H2. */
@OnServer(OwnDatabase.class)
class OwnDatabaseServerIT {
    /** Of 50 patterns each. H2 takes longer to delete these rows than a lookup may take. */
    private static final int BATCHES = 600;

    /** As many as the connections of a pool that is not used otherwise. */
    private static final int EXPORTS = 32;

    private static final String[] BATCH =
            Collections.nCopies(50, "Sea against home. ".repeat(27)).toArray(String[]::new);

    private final Clarify clarify;

    OwnDatabaseServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
    }

    @Test
    void an_export_has_everything_and_leaves_its_connection_as_it_was() {
        Clarify.Person person = clarify.newcomer();
        Caller caller = person.caller();
        Journal.dream(caller, "A boat");
        Journal.patterns(clarify, person.id(), BATCH);
        Journal.patterns(clarify, person.id(), BATCH);
        Journal.patterns(clarify, person.id(), "water");

        for (int i = 0; i < EXPORTS; i++) {
            JsonNode export = caller.get("/users/me/export").expect(200).json();

            assertThat(export.get("dreams")).hasSize(1);
            assertThat(export.get("patterns")).hasSize(101);
            Journal.dream(caller, "A house");
            caller.delete("/dreams/" + export.at("/dreams/0/id").textValue()).expect(204);
        }
    }

    @Test
    void a_large_account_is_deleted_on_connections_that_have_looked_contexts_up() {
        Clarify.Person person = clarify.newcomer();
        Caller caller = person.caller();
        for (int i = 0; i < BATCHES; i++) {
            Journal.patterns(clarify, person.id(), BATCH);
        }
        try (var contexts = ConcurrentCalls.begin(20, () -> caller.get("/context"))) {
            assertThat(contexts.answers()).extracting(Answer::status).contains(200);
        }

        caller.delete("/users/me").expect(204);

        caller.put("/users/me", Map.of()).expect(201);
        assertThat(caller.get("/patterns").expect(200).json()).isEmpty();
    }

    @Test
    void a_request_with_a_key_is_done_once() {
        Clarify.Person person = clarify.newcomer();
        Caller caller = person.caller();
        String patterns = "/users/" + person.id() + "/patterns";
        List<Map<String, String>> batch = List.of(
                Map.of("patternType", "tension", "content", "Water"),
                Map.of("patternType", "tension", "content", "Land"));
        Caller agent = clarify.agent();
        JsonNode recorded = agent.post(patterns, batch, "k").expect(201).json();
        String dream = caller.post("/dreams", Map.of("title", "A boat"), "k")
                .expect(201)
                .createdId();

        assertThat(agent.post(patterns, batch, "k").expect(201).json()).isEqualTo(recorded);
        caller.post("/dreams", Map.of("title", "A house"), "k").problem(422);
        caller.delete("/dreams/" + dream).expect(204);
        caller.post("/dreams", Map.of("title", "A boat"), "k").problem(409);

        assertThat(caller.get("/patterns").expect(200).json()).hasSize(2);
        assertThat(caller.get("/dreams").expect(200).json()).isEmpty();
        caller.delete("/users/me").expect(204);
        caller.put("/users/me", Map.of()).expect(201);
        caller.post("/dreams", Map.of("title", "A house"), "k").expect(201);
    }
}
