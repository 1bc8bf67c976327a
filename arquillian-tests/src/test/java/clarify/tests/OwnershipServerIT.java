package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of another user are treated as if they did not exist. */
@OnServer(Standard.class)
class OwnershipServerIT {
    private final Clarify clarify;

    OwnershipServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
    }

    /** A request with an id of another user, by a user or by the agent on behalf of a user. */
    private interface Attempt {
        Answer by(Journal person, Clarify clarify, Journal other);
    }

    static Stream<Arguments> attempts() {
        return Stream.of(
                attempt("read a dream", (me, all, other) -> me.caller().get("/dreams/" + other.dream())),
                attempt(
                        "change a dream",
                        (me, all, other) -> me.caller().patch("/dreams/" + other.dream(), Map.of("title", "Mine now"))),
                attempt(
                        "release a dream",
                        (me, all, other) ->
                                me.caller().put("/dreams/" + other.dream() + "/status", Map.of("status", "released"))),
                attempt("delete a dream", (me, all, other) -> me.caller().delete("/dreams/" + other.dream())),
                attempt("page by a dream", (me, all, other) -> me.caller().get("/dreams?before=" + other.dream())),
                attempt(
                        "reflect on a dream",
                        (me, all, other) -> me.caller().post("/reflections", reflectionOn(other.dream()))),
                attempt(
                        "talk about a dream",
                        (me, all, other) -> me.caller().post("/sessions", Map.of("dreamId", other.dream()))),
                attempt("read a reflection", (me, all, other) -> me.caller().get("/reflections/" + other.reflection())),
                attempt(
                        "delete a reflection",
                        (me, all, other) -> me.caller().delete("/reflections/" + other.reflection())),
                attempt(
                        "page by a reflection",
                        (me, all, other) -> me.caller().get("/reflections?before=" + other.reflection())),
                attempt("read a session", (me, all, other) -> me.caller().get("/sessions/" + other.session())),
                attempt(
                        "rename a session",
                        (me, all, other) ->
                                me.caller().patch("/sessions/" + other.session(), Map.of("title", "Mine now"))),
                attempt(
                        "archive a session",
                        (me, all, other) -> me.caller()
                                .put("/sessions/" + other.session() + "/status", Map.of("status", "archived"))),
                attempt("delete a session", (me, all, other) -> me.caller().delete("/sessions/" + other.session())),
                attempt(
                        "page by a session",
                        (me, all, other) -> me.caller().get("/sessions?before=" + other.session())),
                attempt(
                        "overhear a session",
                        (me, all, other) -> me.caller().get("/sessions/" + other.session() + "/messages")),
                attempt(
                        "speak in a session",
                        (me, all, other) -> me.caller()
                                .post("/sessions/" + other.session() + "/messages", Map.of("content", "Hello"))),
                attempt("delete a pattern", (me, all, other) -> me.caller().delete("/patterns/" + other.pattern())),
                attempt(
                        "page by a pattern",
                        (me, all, other) -> me.caller().get("/patterns?before=" + other.pattern())),
                attempt(
                        "have the assistant speak in a session",
                        (me, all, other) -> all.agent()
                                .post(
                                        "/users/" + me.userId() + "/sessions/" + other.session() + "/messages",
                                        Map.of("content", "Hello"))),
                attempt(
                        "have the agent overhear a session",
                        (me, all, other) -> all.agent()
                                .get("/users/" + me.userId() + "/sessions/" + other.session() + "/messages")),
                attempt(
                        "have the agent read a session",
                        (me, all, other) -> all.agent().get("/users/" + me.userId() + "/sessions/" + other.session())),
                attempt(
                        "have the agent open a session about a dream",
                        (me, all, other) -> all.agent()
                                .post("/users/" + me.userId() + "/sessions", Map.of("dreamId", other.dream()))),
                attempt(
                        "have a turn recorded",
                        (me, all, other) -> all.agent()
                                .post(
                                        "/users/" + me.userId() + "/sessions/" + other.session() + "/turns",
                                        Map.of("messages", List.of(Map.of("role", "user", "content", "Hello"))))),
                attempt(
                        "have a pattern deleted",
                        (me, all, other) ->
                                all.agent().delete("/users/" + me.userId() + "/patterns/" + other.pattern())),
                attempt(
                        "have patterns of a session recorded",
                        (me, all, other) -> all.agent()
                                .post(
                                        "/users/" + me.userId() + "/patterns",
                                        List.of(pattern(me.session()), pattern(other.session())))));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void rows_of_another_user_are_not_found_and_not_changed(Attempt attempt) {
        Journal owner = Journal.rich(clarify);
        Journal stranger = Journal.rich(clarify);
        Map<String, JsonNode> ownersRows = owner.rows();
        Map<String, JsonNode> strangersRows = stranger.rows();
        ContextAnswer ownersContext = owner.warm();
        ContextAnswer strangersContext = stranger.warm();

        Answer answer = attempt.by(stranger, clarify, owner);

        answer.problem(404);
        assertThat(answer.body())
                .as("as if there were no such row")
                .isEqualTo(attempt.by(stranger, clarify, nobodys()).body());
        assertUntouched(owner, ownersRows, ownersContext);
        assertUntouched(stranger, strangersRows, strangersContext);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tier", "totalReflections", "totalClarifySessions", "id", "email", "createdAt", "updatedAt"})
    void a_user_cannot_write_protected_profile_properties(String property) {
        Journal owner = Journal.rich(clarify);
        Map<String, JsonNode> rows = owner.rows();
        ContextAnswer warm = owner.warm();
        Map<String, Object> body = Map.of(
                "name",
                "Someone else",
                property,
                owner.caller().get("/users/me").expect(200).json().required(property));

        assertThat(owner.caller().put("/users/me", body).problem(400).places()).containsExactly("#/" + property);
        assertThat(owner.caller().patch("/users/me", body).problem(400).places())
                .containsExactly("#/" + property);

        assertUntouched(owner, rows, warm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dreams", "/sessions", "/reflections"})
    void a_client_cannot_choose_the_id_or_user_of_a_row(String path) {
        Journal owner = Journal.rich(clarify);
        Journal stranger = Journal.rich(clarify);
        Map<String, JsonNode> rows = owner.rows();
        var body = new HashMap<String, Object>(path.equals("/reflections") ? reflectionOn(stranger.dream()) : Map.of());
        body.put("title", "Not yours");
        body.put("id", owner.dream());
        body.put("userId", owner.userId());

        var problem = stranger.caller().post(path, body).problem(400);

        assertThat(problem.places()).containsExactlyInAnyOrder("#/id", "#/userId");
        assertThat(owner.rows()).isEqualTo(rows);
    }

    private static void assertUntouched(Journal journal, Map<String, JsonNode> rows, ContextAnswer warm) {
        ContextAnswer now = journal.caller().context();
        assertThat(now.cacheHits()).isEqualTo(5);
        assertThat(now.text()).isEqualTo(warm.text());
        assertThat(journal.rows()).isEqualTo(rows);
    }

    private static Arguments attempt(String what, Attempt attempt) {
        return Arguments.of(Named.of(what, attempt));
    }

    /** Unknown ids. */
    private Journal nobodys() {
        return new Journal(UUID.randomUUID(), clarify.anonymous(), id(), id(), id(), id());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static Map<String, Object> reflectionOn(String dream) {
        return Map.of(
                "dream", "A boat", "plan", "Rest", "relationship", "Friends", "offering", "Sundays", "dreamId", dream);
    }

    private static Map<String, Object> pattern(String session) {
        return Map.of("patternType", "tension", "content", "Sea and land", "sessionId", session);
    }
}
