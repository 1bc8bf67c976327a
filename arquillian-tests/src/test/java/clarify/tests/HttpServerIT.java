package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.ProblemAnswer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(Standard.class)
class HttpServerIT {
    private final TestEnvironment environment;
    private final Caller caller;

    HttpServerIT(TestEnvironment environment) {
        this.environment = environment;
        caller = environment.clarify().newcomer().caller();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/",
                "",
                "/dreams/x",
                "/dreams/1-1-1-1-1",
                "/dreams/00000000-0000-0000-0000-00000000000g",
                "/dreams/00000000-0000-0000-0000-000000000000x",
                "/dreams/00000000-0000-0000-0000-000000000000",
                "/dreams/..%2Fcontext",
                "/dreams/x;y=z",
                "/sessions/x/messages",
                "/reflections/x",
                "/patterns/x/y"
            })
    void unknown_paths_and_ids_are_not_found(String path) {
        caller.get(path).problem(404);
    }

    @Test
    void an_id_in_capitals_is_the_same_id() {
        String dream = Journal.dream(caller, "A boat");

        caller.get("/dreams/" + dream.toUpperCase(Locale.ROOT)).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/nothing/at/all.html", "/index.html", "/problem", "/apis"})
    void nothing_outside_the_api_is_found_either(String path) {
        environment.atPath(path).get("").problem(404);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /context", "POST, /users/me", "DELETE, /dreams", "PATCH, /patterns", "BREW, /context"})
    void another_method_is_not_allowed_and_the_answer_names_those_that_are(String method, String path) {
        Answer answer = caller.send(method, path, BodyPublishers.noBody(), request -> request);

        answer.problem(405);
        assertThat(answer.header("Allow")).contains("GET").doesNotContain(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "none"})
    void a_body_that_is_not_json_is_not_read(String type) {
        Answer answer = caller.send(
                "POST",
                "/dreams",
                BodyPublishers.ofString("{\"title\":\"A boat\"}"),
                request -> type.equals("none") ? request : request.setHeader("Content-Type", type));

        answer.problem(415);
        assertThat(caller.get("/dreams").expect(200).json()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /context",
        "GET, /users/me",
        "GET, /dreams",
        "HEAD, /context",
        "OPTIONS, /context",
        "DELETE, /users/me"
    })
    void answers_are_not_cacheable_and_reveal_no_version(String method, String path) {
        Answer answer = caller.send(method, path, BodyPublishers.noBody(), request -> request);

        assertThat(answer.status()).isIn(200, 204);
        ProblemAnswer.assertDiscreet(answer);
    }
}
