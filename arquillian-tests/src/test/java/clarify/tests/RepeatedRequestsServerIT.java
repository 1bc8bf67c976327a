package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request with an {@code Idempotency-Key} is done once, however often it is sent. */
@OnServer(Standard.class)
class RepeatedRequestsServerIT {
    static final String REUSED = "/clarify/problems/idempotency-key-reused";
    static final String DELETED = "/clarify/problems/already-deleted";

    private static final String BOAT = "{\"title\":\"A boat\"}";
    private static final String REFLECTION =
            "{\"dream\":\"A\",\"plan\":\"B\",\"relationship\":\"C\",\"offering\":\"D\"}";

    private final Postgres postgres;
    private final Clarify clarify;
    private final Journal journal;
    private final Caller caller;
    private final Caller agent;

    RepeatedRequestsServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        clarify = environment.clarify();
        journal = Journal.rich(clarify);
        caller = journal.caller();
        agent = clarify.agent();
    }

    /**
     * A request that creates rows.
     *
     * @param path with a parameter for each id of the journal
     * @param body of the request
     * @param other a body that asks for something else
     */
    record Creation(String path, String body, String other) {
        Answer send(Journal journal, Caller agent, String sent) {
            Caller caller = path.contains("{user}") ? agent : journal.caller();
            return caller.post(
                    path.replace("{user}", journal.userId().toString()).replace("{session}", journal.session()),
                    sent,
                    "k");
        }

        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Creation> creations() {
        String said = "{\"role\":\"user\",\"content\":\"It sank\"}";
        String asked = "{\"role\":\"assistant\",\"content\":\"And?\"}";
        String turn = "{\"messages\":[" + asked + "," + said + "]}";
        String turned = "{\"messages\":[" + said + "," + asked + "]}";
        String water = "{\"patternType\":\"tension\",\"content\":\"Water\"}";
        String land = "{\"patternType\":\"tension\",\"content\":\"Land\"}";
        return Stream.of(
                new Creation("/dreams", BOAT, "{\"title\":\"A boat\",\"priority\":6}"),
                new Creation("/sessions", "{}", "{\"title\":\"The sea\"}"),
                new Creation("/reflections", REFLECTION, REFLECTION.replace("}", ",\"tone\":\"gentle\"}")),
                new Creation("/sessions/{session}/messages", "{\"content\":\"Hello\"}", "{\"content\":\"Hello!\"}"),
                new Creation("/users/{user}/sessions", "{\"title\":\"The sea\"}", "{}"),
                new Creation("/users/{user}/sessions/{session}/messages", said, asked),
                new Creation("/users/{user}/sessions/{session}/turns", turn, turned),
                new Creation("/users/{user}/sessions/{session}/turns/explained", turn, "{\"messages\":[" + said + "]}"),
                new Creation(
                        "/users/{user}/patterns",
                        "[" + water + "," + land + "]",
                        "[" + water + "," + land + "," + land + "]"));
    }

    @ParameterizedTest
    @MethodSource("creations")
    void a_request_that_is_repeated_is_done_once_and_answered_as_the_first(Creation creation) {
        Map<String, JsonNode> before = journal.rows();
        Answer first = creation.send(journal, agent, creation.body);
        Map<String, JsonNode> after = journal.rows();

        Answer second = creation.send(journal, agent, creation.body);

        assertThat(first.status()).as(first.body()).isBetween(200, 201);
        assertThat(journal.rows()).isEqualTo(after).isNotEqualTo(before);
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(content(second)).isEqualTo(content(first));
    }

    /** What is created; of a context, which tells how long it took, the text. */
    private static Object content(Answer answer) {
        return answer.status() == 200 ? new ContextAnswer(answer.json()).text() : answer.json();
    }

    @ParameterizedTest
    @MethodSource("creations")
    void another_request_with_the_same_key_is_refused_and_changes_nothing(Creation creation) {
        Answer first = creation.send(journal, agent, creation.body);
        Map<String, JsonNode> after = journal.rows();

        Answer other = creation.send(journal, agent, creation.other);

        assertThat(first.status()).as(first.body()).isBetween(200, 201);
        assertThat(other.problem(422).type()).isEqualTo(REUSED);
        assertThat(journal.rows()).isEqualTo(after);
        assertThat(content(creation.send(journal, agent, creation.body))).isEqualTo(content(first));
    }

    /** Those with and without {@code /explained} are one. */
    @Test
    void a_key_is_for_one_path() {
        Map<String, JsonNode> before = journal.rows();

        creations().forEach(creation -> {
            Answer answer = creation.send(journal, agent, creation.body);
            assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        });

        Map<String, JsonNode> after = journal.rows();
        assertThat(grown(before, after, "/dreams")).isEqualTo(1);
        assertThat(grown(before, after, "/sessions")).isEqualTo(2);
        assertThat(grown(before, after, "/reflections")).isEqualTo(1);
        assertThat(grown(before, after, "/patterns")).isEqualTo(2);
        assertThat(grown(before, after, "/sessions/" + journal.session() + "/messages"))
                .isEqualTo(4);
        JsonNode profile = at("/users/me", after);
        assertThat(profile.required("totalReflections").intValue()).isEqualTo(3);
        assertThat(profile.required("totalClarifySessions").intValue()).isEqualTo(4);
    }

    private static int grown(Map<String, JsonNode> before, Map<String, JsonNode> after, String path) {
        return at(path, after).size() - at(path, before).size();
    }

    private static JsonNode at(String path, Map<String, JsonNode> rows) {
        return Objects.requireNonNull(rows.get(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"priority\" : 5 ,\n\t\"title\" : \"A boat\" }",
                "{\"title\":\"\\u0041 boat\"}",
                "{\"category\":null,\"title\":\"A boat\",\"targetDate\":null,\"description\":null}"
            })
    void the_same_request_in_other_words_is_the_same(String words) {
        String first = caller.post("/dreams", BOAT, "k").expect(201).createdId();

        assertThat(caller.post("/dreams", words, "k").expect(201).createdId()).isEqualTo(first);

        assertThat(rows("/dreams")).hasSize(3);
    }

    @Test
    void a_default_that_is_written_makes_no_other_request() {
        String first = caller.post("/sessions", "{}", "k").expect(201).createdId();

        assertThat(caller.post("/sessions", "{\"title\":\"New conversation\"}", "k")
                        .expect(201)
                        .createdId())
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"A boat \"}",
                "{\"title\":\"a boat\"}",
                "{\"title\":\"A boat\",\"description\":\"\"}",
                "{\"title\":\"\\u0410 boat\"}"
            })
    void a_request_that_only_looks_the_same_is_another(String words) {
        caller.post("/dreams", BOAT, "k").expect(201);

        assertThat(caller.post("/dreams", words, "k").problem(422).type()).isEqualTo(REUSED);

        assertThat(rows("/dreams")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dreams/", "/dreams;a:b"})
    void the_same_path_in_other_words_is_the_same(String path) {
        String first = caller.post("/dreams", BOAT, "k").expect(201).createdId();

        assertThat(caller.post(path, BOAT, "k").expect(201).createdId()).isEqualTo(first);
    }

    @Test
    void how_the_context_is_asked_for_makes_no_other_turn() {
        String turns = "/users/" + journal.userId() + "/sessions/" + journal.session() + "/turns";
        String turn = "{\"messages\":[{\"role\":\"user\",\"content\":\"It sank\"}]}";
        agent.post(turns, turn, "k").expect(200);

        agent.post(turns + "?budget=90", turn, "k").expect(200);
        agent.post(turns + "/explained?session=" + journal.session(), turn, "k").expect(200);

        assertThat(rows("/sessions/" + journal.session() + "/messages")).hasSize(2);
    }

    @Test
    void a_key_is_one_persons_own() {
        Caller other = clarify.newcomer().caller();

        String mine = caller.post("/dreams", BOAT, "k").expect(201).createdId();
        String theirs = other.post("/dreams", "{\"title\":\"A house\"}", "k")
                .expect(201)
                .createdId();

        assertThat(theirs).isNotEqualTo(mine);
        other.get("/dreams/" + mine).problem(404);
    }

    @Test
    void a_repeated_request_answers_the_row_as_it_is_now() {
        String id = caller.post("/dreams", BOAT, "k").expect(201).createdId();
        caller.patch("/dreams/" + id, "{\"title\":\"A ship\"}").expect(200);

        Answer repeated = caller.post("/dreams", BOAT, "k").expect(201);

        assertThat(repeated.json().get("title").textValue()).isEqualTo("A ship");
        assertThat(repeated.header("Location")).isEqualTo("./dreams/" + id);
        assertThat(repeated.header("ETag"))
                .isEqualTo(caller.get("/dreams/" + id).expect(200).header("ETag"));
    }

    @Test
    void another_key_and_no_key_create_another_row() {
        for (String key : List.of("k", "K", "\"k\"")) {
            caller.post("/dreams", BOAT, key).expect(201);
        }
        caller.post("/dreams", BOAT).expect(201);
        caller.post("/dreams", BOAT).expect(201);

        assertThat(rows("/dreams")).hasSize(7);
    }

    @Test
    void a_key_that_is_too_long_is_refused() {
        assertThat(caller.post("/dreams", BOAT, "k".repeat(256)).problem(400).detail())
                .contains("Idempotency-Key");
        caller.post("/dreams", BOAT, "k".repeat(255)).expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dreams", "/sessions", "/reflections"})
    void what_was_deleted_is_not_created_again(String path) {
        String body = path.equals("/reflections") ? REFLECTION : BOAT;
        String id = caller.post(path, body, "k").expect(201).createdId();
        caller.delete(path + "/" + id).expect(204);
        Map<String, JsonNode> rows = journal.rows();

        assertThat(caller.post(path, body, "k").problem(409).type()).isEqualTo(DELETED);

        assertThat(journal.rows()).isEqualTo(rows);
        caller.post(path, body, "another").expect(201);
    }

    @Test
    void of_a_batch_is_answered_what_is_left() {
        String patterns = "/users/" + journal.userId() + "/patterns";
        String batch = "[{\"patternType\":\"tension\",\"content\":\"Water\"},"
                + "{\"patternType\":\"tension\",\"content\":\"Land\"}]";
        JsonNode recorded = agent.post(patterns, batch, "k").expect(201).json();
        caller.delete("/patterns/" + recorded.get(0).required("id").textValue()).expect(204);

        assertThat(agent.post(patterns, batch, "k").expect(201).json()).containsExactly(recorded.get(1));
        caller.delete("/patterns/" + recorded.get(1).required("id").textValue()).expect(204);
        assertThat(agent.post(patterns, batch, "k").problem(409).type()).isEqualTo(DELETED);

        assertThat(rows("/patterns")).hasSize(2);
    }

    @Test
    void a_message_of_a_session_that_was_deleted_is_refused_as_any_other() {
        String messages = "/sessions/" + journal.session() + "/messages";
        caller.post(messages, "{\"content\":\"Hello\"}", "k").expect(201);
        caller.delete("/sessions/" + journal.session()).expect(204);

        caller.post(messages, "{\"content\":\"Hello\"}", "k").problem(404);
    }

    /** The rows of what it names may be gone by now: it is not looked at again. */
    @Test
    void a_repeated_request_may_name_what_was_deleted_since() {
        String session = "{\"dreamId\":\"" + journal.dream() + "\"}";
        String id = caller.post("/sessions", session, "k").expect(201).createdId();
        caller.delete("/dreams/" + journal.dream()).expect(204);

        assertThat(caller.post("/sessions", session, "k").expect(201).createdId())
                .isEqualTo(id);
    }

    @Test
    void the_same_request_at_the_same_time_creates_one_row() {
        try (var row = postgres.lock("select * from users where id = ? for update", journal.userId());
                var calls = ConcurrentCalls.begin(ConcurrentCalls.AT_ONCE, () -> caller.post("/dreams", BOAT, "k"))) {
            row.awaitWaiting(ConcurrentCalls.AT_ONCE);
            row.release();

            assertThat(calls.answers())
                    .extracting(answer -> answer.expect(201).createdId())
                    .containsOnly(rows("/dreams").get(0).get("id").textValue());
        }
        assertThat(rows("/dreams")).hasSize(3);
    }

    @Test
    void what_comes_while_the_first_is_under_way_waits_for_it() {
        postgres.trigger(
                "before insert on dreams",
                "new.user_id = '%s'".formatted(journal.userId()),
                "perform pg_advisory_xact_lock(59)");
        try (var insert = postgres.lock("select pg_advisory_xact_lock(59)");
                var first = ConcurrentCalls.begin(1, () -> caller.post("/dreams", BOAT, "k"))) {
            insert.awaitWaiting(1);
            try (var later = ConcurrentCalls.begin(List.<Callable<Answer>>of(
                    () -> caller.post("/dreams", BOAT, "k"),
                    () -> caller.post("/dreams", "{\"title\":\"A house\"}", "k")))) {
                insert.awaitWaiting(3);
                insert.release();

                String id = first.answers().get(0).expect(201).createdId();
                assertThat(later.answers().get(0).expect(201).createdId()).isEqualTo(id);
                assertThat(later.answers().get(1).problem(422).type()).isEqualTo(REUSED);
            }
        }
        assertThat(rows("/dreams")).hasSize(3);
    }

    @Test
    void a_request_that_was_refused_leaves_its_key_free() {
        String wrong = "{\"dreamId\":\"" + UUID.randomUUID() + "\"}";
        caller.post("/sessions", wrong, "k").problem(404);
        caller.post("/sessions", "{\"title\":\" \"}", "k").problem(400);

        caller.post("/sessions", "{}", "k").expect(201);

        assertThat(rows("/sessions")).hasSize(3);
    }

    @Test
    void a_change_whose_commit_fails_leaves_its_key_free() {
        postgres.execute("create sequence commits");
        try {
            postgres.trigger(
                    "after insert on dreams deferrable initially deferred",
                    "new.user_id = '%s'".formatted(journal.userId()),
                    "if nextval('commits') = 1 then raise exception 'no'; end if");
            caller.post("/dreams", BOAT, "k").problem(500);
            assertThat(rows("/dreams")).hasSize(2);

            String id = caller.post("/dreams", BOAT, "k").expect(201).createdId();

            assertThat(caller.post("/dreams", BOAT, "k").expect(201).createdId())
                    .isEqualTo(id);
            assertThat(rows("/dreams")).hasSize(3);
        } finally {
            postgres.execute("drop sequence commits");
        }
    }

    private JsonNode rows(String path) {
        return caller.get(path).expect(200).json();
    }
}
