package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(Standard.class)
class DeletionsServerIT {
    private final Postgres postgres;
    private final Clarify clarify;
    private final UUID id;
    private final Caller caller;

    DeletionsServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        clarify = environment.clarify();
        Clarify.Person person = clarify.newcomer();
        id = person.id();
        caller = person.caller();
    }

    @Test
    void deleting_a_dream_keeps_its_sessions_and_reflections() {
        String dream = Journal.dream(caller, "A garden");
        String session = "/sessions/"
                + caller.post("/sessions", Map.of("dreamId", dream)).expect(201).createdId();
        String reflection = "/reflections/" + Journal.reflection(caller, Map.of("dreamId", dream));
        assertThat(caller.get(session).expect(200).json().get("dreamId").textValue())
                .isEqualTo(dream);

        caller.delete("/dreams/" + dream).expect(204);

        assertThat(caller.get(session).expect(200).json().get("dreamId").isNull())
                .isTrue();
        assertThat(caller.get(reflection).expect(200).json().get("dreamId").isNull())
                .isTrue();
    }

    @Test
    void deleting_a_session_keeps_its_patterns_and_deletes_its_messages() {
        String session = Journal.session(caller, "About the garden");
        caller.post("/sessions/" + session + "/messages", Map.of("content", "Hello"))
                .expect(201);
        pattern(session);

        caller.delete("/sessions/" + session).expect(204);

        JsonNode patterns = caller.get("/patterns").expect(200).json();
        assertThat(patterns).hasSize(1);
        assertThat(patterns.get(0).get("sessionId").isNull()).isTrue();
        assertThat(postgres.count(
                        "select count(*) from clarify_messages where session_id = ?", UUID.fromString(session)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dreams", "clarify_sessions", "clarify_patterns", "reflections"})
    void deleting_a_user_deletes_all_their_rows(String table) {
        String dream = Journal.dream(caller, "A garden");
        String session = Journal.session(caller, "About the garden");
        Journal.reflection(caller, Map.of("dreamId", dream));
        pattern(session);
        assertThat(postgres.count("select count(*) from " + table + " where user_id = ?", id))
                .isOne();

        caller.delete("/users/me").expect(204);

        assertThat(postgres.count("select count(*) from " + table + " where user_id = ?", id))
                .isZero();
        assertThat(caller.get("/users/me").status()).isEqualTo(404);
    }

    @Test
    void a_deleted_user_can_return_with_an_empty_journal() {
        Journal.dream(caller, "A garden");
        caller.delete("/users/me").expect(204);

        caller.put("/users/me", Map.of()).expect(201);

        assertThat(caller.get("/dreams").expect(200).json()).isEmpty();
        assertThat(caller.get("/users/me").expect(200).json().get("tier").textValue())
                .isEqualTo("free");
    }

    private void pattern(String session) {
        clarify.agent()
                .post(
                        "/users/" + id + "/patterns",
                        List.of(Map.of("patternType", "tension", "content", "Sea against home", "sessionId", session)))
                .expect(201);
    }
}
