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
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags: nobody overwrites what they have not seen, and nobody is sent what they have. */
@OnServer(Standard.class)
class PreconditionsServerIT {
    private final Clarify clarify;
    private final Journal journal;
    private final Caller caller;

    PreconditionsServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        journal = Journal.rich(clarify);
        caller = journal.caller();
    }

    private String path(String row) {
        return switch (row) {
            case "dream" -> "/dreams/" + journal.dream();
            case "session" -> "/sessions/" + journal.session();
            case "reflection" -> "/reflections/" + journal.reflection();
            default -> "/users/me";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"dream", "session", "reflection", "profile"})
    void a_row_has_a_tag_and_is_not_sent_again_to_who_has_it(String row) {
        Answer read = caller.get(path(row)).expect(200);
        String tag = read.header("ETag");

        assertThat(tag).matches("\"[\\w-]+\"");
        for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            Answer again = conditional("GET", path(row), "If-None-Match", known, "");
            assertThat(again.expect(304).body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
        }
        assertThat(conditional("GET", path(row), "If-None-Match", "\"x\"", "")
                        .expect(200)
                        .body())
                .isEqualTo(read.body());
    }

    @Test
    void what_a_change_answers_has_the_tag_of_the_next_read() {
        Answer created = caller.post("/dreams", Map.of("title", "A house")).expect(201);
        String path = "/dreams/" + created.createdId();
        assertThat(created.header("ETag")).isEqualTo(caller.get(path).header("ETag"));

        Answer changed = caller.patch(path, Map.of("title", "A ship")).expect(200);
        assertThat(changed.header("ETag"))
                .isNotEqualTo(created.header("ETag"))
                .isEqualTo(caller.get(path).header("ETag"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dream|PATCH||{\"title\":\"Mine\"}",
                "dream|PUT|/status|{\"status\":\"achieved\"}",
                "dream|DELETE||",
                "session|PATCH||{\"title\":\"Mine\"}",
                "session|PUT|/status|{\"status\":\"archived\"}",
                "session|DELETE||",
                "reflection|DELETE||",
                "profile|PUT||{\"name\":\"Mine\"}",
                "profile|PATCH||{\"name\":\"Mine\"}",
                "profile|DELETE||"
            })
    void a_change_of_what_was_changed_since_is_refused(String row, String method, String more, String body) {
        String path = path(row);
        String tag = caller.get(path).expect(200).header("ETag");
        String change = path + (more == null ? "" : more);
        var rows = journal.rows();

        for (String other : List.of("\"x\"", "W/" + tag, "nonsense")) {
            assertThat(conditional(method, change, "If-Match", other, body)
                            .problem(412)
                            .type())
                    .isEqualTo("/clarify/problems/precondition-failed");
        }
        assertThat(journal.rows()).isEqualTo(rows);
        assertThat(conditional(method, change, "If-Match", "\"x\", " + tag, body)
                        .status())
                .isIn(200, 204);
    }

    @Test
    void what_has_no_tag_is_not_changed_under_the_condition_of_one() {
        String pattern =
                caller.get("/patterns").expect(200).json().get(0).get("id").textValue();
        List<String> paths = List.of("/patterns/" + pattern, "/users/" + journal.userId() + "/patterns/" + pattern);
        var rows = journal.rows();

        for (String path : paths) {
            Caller deleting = path.startsWith("/users") ? clarify.agent() : caller;
            Answer answer = deleting.send(
                    "DELETE", path, BodyPublishers.noBody(), request -> request.setHeader("If-Match", "\"x\""));
            assertThat(answer.problem(412).type()).isEqualTo("/clarify/problems/precondition-failed");
        }
        assertThat(journal.rows()).isEqualTo(rows);

        conditional("DELETE", paths.get(0), "If-Match", "*", "").expect(204);
    }

    @Test
    void of_several_changes_of_the_same_version_one_succeeds() {
        String path = path("dream");
        String tag = caller.get(path).expect(200).header("ETag");

        try (var calls = ConcurrentCalls.begin(
                ConcurrentCalls.AT_ONCE, () -> conditional("PATCH", path, "If-Match", tag, "{\"title\":\"Mine\"}"))) {
            List<Integer> answers = calls.answers().stream().map(Answer::status).toList();
            assertThat(answers).containsOnly(200, 412).containsOnlyOnce(200);
        }
    }

    @Test
    void a_row_that_is_gone_is_not_found_whatever_is_required() {
        String tag = caller.get(path("dream")).header("ETag");
        caller.delete(path("dream")).expect(204);

        for (String required : List.of(tag, "*")) {
            conditional("PATCH", path("dream"), "If-Match", required, "{}").problem(404);
            conditional("DELETE", path("dream"), "If-Match", required, "").problem(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json"})
    void a_context_is_not_sent_again_until_it_changes(String accept) {
        for (Caller reader : List.of(caller, clarify.agent())) {
            String path = reader == caller ? "/context" : "/users/" + journal.userId() + "/context";
            String tag = context(reader, path, accept, "\"x\"").expect(200).header("ETag");

            assertThat(context(reader, path, accept, tag).expect(304).body()).isEmpty();
            assertThat(context(reader, path + "?budget=90", accept, tag)
                            .expect(200)
                            .body())
                    .isNotEmpty();
        }
        String tag = context(caller, "/context", accept, "\"x\"").header("ETag");
        Journal.dream(caller, "Another one " + accept);
        context(caller, "/context", accept, tag).expect(200);
    }

    private static Answer context(Caller reader, String path, String accept, String known) {
        return reader.send(
                "GET",
                path,
                BodyPublishers.noBody(),
                request -> request.setHeader("Accept", accept).setHeader("If-None-Match", known));
    }

    private Answer conditional(String method, String path, String condition, String tags, String body) {
        return caller.send(
                method,
                path,
                body == null || body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                request -> request.setHeader(condition, tags).setHeader("Content-Type", "application/json"));
    }
}
