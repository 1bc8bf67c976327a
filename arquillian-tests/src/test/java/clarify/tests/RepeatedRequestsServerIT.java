package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request with an {@code Idempotency-Key} creates one row, however often it is sent. */
@OnServer(Standard.class)
class RepeatedRequestsServerIT {
    private static final String REFLECTION =
            "{\"dream\":\"A\",\"plan\":\"B\",\"relationship\":\"C\",\"offering\":\"D\"}";

    private final Clarify clarify;
    private final Clarify.Person person;
    private final Caller caller;

    RepeatedRequestsServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        person = clarify.newcomer();
        caller = person.caller();
    }

    @Test
    void a_dream_a_session_and_a_reflection_are_created_once_and_counted_once() {
        String dream = createdTwice(caller, "/dreams", "{\"title\":\"A boat\"}");
        createdTwice(caller, "/sessions", "{\"dreamId\":\"" + dream + "\"}");
        createdTwice(caller, "/reflections", REFLECTION);

        assertThat(rows("/dreams")).hasSize(1);
        assertThat(rows("/sessions")).hasSize(1);
        assertThat(rows("/reflections")).hasSize(1);
        JsonNode profile = caller.get("/users/me").expect(200).json();
        assertThat(profile.get("totalReflections").intValue()).isOne();
        assertThat(profile.get("totalClarifySessions").intValue()).isOne();
    }

    @Test
    void a_message_of_the_user_and_one_of_the_assistant_are_appended_once() {
        String session = Journal.session(caller, "About the boat");

        createdTwice(caller, "/sessions/" + session + "/messages", "{\"content\":\"Hello\"}");
        createdTwice(
                clarify.agent(),
                "/users/" + person.id() + "/sessions/" + session + "/messages",
                "{\"content\":\"Hello\"}");

        assertThat(rows("/sessions/" + session + "/messages")).hasSize(2);
        assertThat(caller.get("/sessions/" + session)
                        .expect(200)
                        .json()
                        .get("messageCount")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void the_same_request_at_the_same_time_creates_one_row() {
        try (var calls = ConcurrentCalls.begin(
                ConcurrentCalls.AT_ONCE, () -> post(caller, "/dreams", "{\"title\":\"A boat\"}", "k"))) {
            assertThat(calls.answers())
                    .extracting(answer -> answer.expect(201).createdId())
                    .containsOnly(rows("/dreams").get(0).get("id").textValue());
        }

        assertThat(rows("/dreams")).hasSize(1);
    }

    @Test
    void a_key_is_one_persons_own() {
        Caller other = clarify.newcomer().caller();

        String mine = post(caller, "/dreams", "{\"title\":\"A boat\"}", "k")
                .expect(201)
                .createdId();
        String theirs = post(other, "/dreams", "{\"title\":\"A house\"}", "k")
                .expect(201)
                .createdId();

        assertThat(theirs).isNotEqualTo(mine);
        other.get("/dreams/" + mine).problem(404);
    }

    @Test
    void a_repeated_request_answers_the_row_as_it_is_now() {
        String id = post(caller, "/dreams", "{\"title\":\"A boat\"}", "k")
                .expect(201)
                .createdId();
        caller.patch("/dreams/" + id, "{\"title\":\"A ship\"}").expect(200);

        Answer repeated = post(caller, "/dreams", "{\"title\":\"A boat\"}", "k").expect(201);

        assertThat(repeated.json().get("title").textValue()).isEqualTo("A ship");
        assertThat(repeated.header("Location")).isEqualTo("./dreams/" + id);
    }

    @Test
    void another_key_and_no_key_create_another_row() {
        for (String key : List.of("k", "l")) {
            post(caller, "/dreams", "{\"title\":\"A boat\"}", key).expect(201);
        }
        caller.post("/dreams", "{\"title\":\"A boat\"}").expect(201);
        caller.post("/dreams", "{\"title\":\"A boat\"}").expect(201);

        assertThat(rows("/dreams")).hasSize(4);
    }

    @Test
    void a_key_that_is_too_long_is_refused() {
        assertThat(post(caller, "/dreams", "{\"title\":\"A boat\"}", "k".repeat(256))
                        .problem(400)
                        .detail())
                .contains("Idempotency-Key");
    }

    /** The id of the row. */
    private static String createdTwice(Caller caller, String path, String body) {
        JsonNode first = post(caller, path, body, "k").expect(201).json();
        JsonNode second = post(caller, path, body, "k").expect(201).json();
        assertThat(second.get("id")).isEqualTo(first.get("id"));
        return first.get("id").textValue();
    }

    private static Answer post(Caller caller, String path, String body, String key) {
        return caller.send(
                "POST",
                path,
                BodyPublishers.ofString(body),
                request -> request.setHeader("Content-Type", "application/json").setHeader("Idempotency-Key", key));
    }

    private JsonNode rows(String path) {
        return caller.get(path).expect(200).json();
    }
}
