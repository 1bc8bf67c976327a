package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The conversation service does its work with its own role. */
@OnServer(Standard.class)
class AgentServerIT {
    private static final Map<String, String> SAID = Map.of("role", "user", "content", "I saw the boat again");
    private static final Map<String, String> ANSWERED = Map.of("role", "assistant", "content", "What was it like?");
    private static final Map<String, ?> TURN = Map.of("messages", List.of(SAID, ANSWERED));

    private final Clarify clarify;
    private final Journal journal;
    private final Caller agent;
    private final String user;
    private final String turns;

    AgentServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        journal = Journal.rich(clarify);
        agent = clarify.agent();
        user = "/users/" + journal.userId();
        turns = user + "/sessions/" + journal.session() + "/turns";
    }

    @Test
    void it_opens_a_session_and_reads_what_the_user_reads() {
        String opened = agent.post(user + "/sessions", Map.of("dreamId", journal.dream()))
                .expect(201)
                .createdId();

        assertThat(read(agent, user + "/sessions/" + opened)).isEqualTo(read(journal.caller(), "/sessions/" + opened));
        assertThat(read(agent, user + "/sessions?limit=2")).isEqualTo(read(journal.caller(), "/sessions?limit=2"));
        assertThat(read(agent, user + "/sessions?status=archived")).isEmpty();
        assertThat(read(journal.caller(), "/users/me")
                        .required("totalClarifySessions")
                        .intValue())
                .isEqualTo(3);
    }

    @Test
    void it_appends_messages_of_both_roles_and_without_a_role_those_of_the_assistant() {
        String messages = user + "/sessions/" + journal.session() + "/messages";

        agent.post(messages, SAID).expect(201);
        agent.post(messages, ANSWERED).expect(201);
        agent.post(messages, Map.of("content", "Tell me")).expect(201);

        assertThat(read(agent, messages + "?limit=3").findValuesAsText("role"))
                .containsExactly("assistant", "assistant", "user");
    }

    @Test
    void it_deletes_a_pattern_that_the_context_then_shows_no_longer() {
        assertThat(journal.warm().text()).contains("growing things");
        JsonNode pattern = read(agent, user + "/patterns").get(0);

        agent.delete(user + "/patterns/" + pattern.required("id").textValue()).expect(204);

        assertThat(journal.caller().context().text())
                .doesNotContain(pattern.required("content").textValue());
        agent.delete(user + "/patterns/" + pattern.required("id").textValue()).problem(404);
    }

    @Test
    void it_reads_name_and_language_and_nothing_else_of_the_profile() {
        journal.caller().patch("/users/me", Map.of("language", "he")).expect(200);

        assertThat(agent.get(user + "/profile").expect(200).json().toString())
                .isEqualTo("{\"name\":\"Maya Cohen\",\"language\":\"he\"}");
        agent.get("/users/" + UUID.randomUUID() + "/profile").problem(404);
    }

    @Test
    void a_turn_is_recorded_and_answered_with_a_context_that_shows_it() {
        journal.warm();

        ContextAnswer context =
                new ContextAnswer(agent.post(turns, TURN).expect(200).json());

        assertThat(context.text()).contains("\"About the boat\" (3 messages)");
        assertThat(context.from("database")).containsExactly("sessions");
        JsonNode messages = read(journal.caller(), "/sessions/" + journal.session() + "/messages");
        assertThat(messages.findValuesAsText("content"))
                .containsExactly("What was it like?", "I saw the boat again", "I saw it again");
        assertThat(messages.findValuesAsText("role")).containsExactly("assistant", "user", "user");
    }

    @Test
    void each_of_many_turns_is_in_its_own_context() {
        for (int messages = 2; messages < 12; messages++) {
            assertThat(agent.post(turns, Map.of("messages", List.of(SAID)))
                            .expect(200)
                            .body())
                    .contains("(" + messages + " messages)");
        }
    }

    @Test
    void a_turn_is_answered_as_the_context_is() {
        Answer text = turn("?budget=90", "text/plain", "k").expect(200);
        Answer explained = turn("/explained?session=" + journal.session(), "application/json", "l")
                .expect(200);

        assertThat(text.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(text.body()).startsWith("--- Context about this user");
        assertThat(Integer.parseInt(text.header("Clarify-Tokens"))).isBetween(1, 90);
        assertThat(text.header("Clarify-Partial")).isEqualTo("false");
        assertThat(text.header("ETag")).startsWith("W/");
        assertThat(new ContextAnswer(explained.json()).text()).doesNotContain("About the boat");
        turn("", "text/html", "m").problem(406);
    }

    @Test
    void a_repeated_turn_is_recorded_once_and_answered_with_the_context_again() {
        String first = turn("", "text/plain", "k").expect(200).body();
        String second = turn("", "text/plain", "k").expect(200).body();

        assertThat(second).isEqualTo(first).contains("(3 messages)");
        assertThat(read(agent, user + "/sessions/" + journal.session() + "/messages"))
                .hasSize(3);
    }

    @Test
    void a_turn_names_a_new_session_after_what_was_said_first() {
        String session = agent.post(user + "/sessions", Map.of()).expect(201).createdId();

        assertThat(agent.post(user + "/sessions/" + session + "/turns", TURN)
                        .expect(200)
                        .body())
                .contains("I saw the boat again");
        assertThat(read(agent, user + "/sessions/" + session).required("title").textValue())
                .isEqualTo("I saw the boat again");
    }

    static Stream<Arguments> wrongTurns() {
        return Stream.of(
                Arguments.of(Map.of(), List.of("#/messages")),
                Arguments.of(Map.of("messages", List.of()), List.of("#/messages")),
                Arguments.of(Map.of("messages", List.of(SAID, ANSWERED, SAID)), List.of("#/messages")),
                Arguments.of(Map.of("messages", List.of(Map.of("content", "A"))), List.of("#/messages/0/role")),
                Arguments.of(
                        Map.of("messages", List.of(SAID, Map.of("role", "assistant", "content", " "))),
                        List.of("#/messages/1/content")),
                Arguments.of(
                        Map.of("messages", List.of(SAID, Map.of("role", "user", "content", "a".repeat(4001)))),
                        List.of("#/messages/1/content")),
                Arguments.of(
                        Map.of("messages", List.of(Map.of("role", "system", "content", "A"))),
                        List.of("#/messages/0/role")));
    }

    @ParameterizedTest
    @MethodSource("wrongTurns")
    void a_wrong_turn_is_refused_whole(Map<String, ?> turn, List<String> places) {
        Map<String, JsonNode> rows = journal.rows();

        assertThat(agent.post(turns, turn).problem(400).places()).isEqualTo(places);

        assertThat(journal.rows()).isEqualTo(rows);
    }

    @Test
    void a_turn_whose_context_cannot_be_asked_for_so_is_not_recorded() {
        Map<String, JsonNode> rows = journal.rows();

        agent.post(turns + "?budget=0", TURN).problem(400);
        agent.post(turns + "?boat=1", TURN).problem(400);
        agent.post("/users/" + UUID.randomUUID() + "/sessions/" + journal.session() + "/turns", TURN)
                .problem(409);
        agent.post(user + "/sessions/" + UUID.randomUUID() + "/turns", TURN).problem(404);
        journal.caller().post(turns, TURN).problem(403);

        assertThat(journal.rows()).isEqualTo(rows);
    }

    private Answer turn(String query, String accept, String key) {
        UnaryOperator<java.net.http.HttpRequest.Builder> headers = request -> request.setHeader("Accept", accept)
                .setHeader("Content-Type", "application/json")
                .setHeader("Idempotency-Key", key);
        return agent.send(
                "POST",
                turns + query,
                BodyPublishers.ofString(
                        "{\"messages\":[{\"role\":\"assistant\",\"content\":\"And?\"},{\"role\":\"user\",\"content\":\"It sank\"}]}"),
                headers);
    }

    private static JsonNode read(Caller caller, String path) {
        return caller.get(path).expect(200).json();
    }
}
