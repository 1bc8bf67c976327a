package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.ProblemAnswer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content negotiation. */
@OnServer(Standard.class)
class NegotiationServerIT {
    private final Clarify clarify;
    private final Journal journal;

    NegotiationServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        journal = Journal.rich(clarify);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "text/*",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "application/json;q=0.4, text/plain;q=0.5",
                "text/plain;charset=utf-8"
            })
    void plain_text_has_its_tokens_in_a_header(String accept) {
        var context = journal.warm();

        for (Answer answer : new Answer[] {
            context(journal.caller(), "/context", accept),
            context(clarify.agent(), "/users/" + journal.userId() + "/context", accept)
        }) {
            assertThat(answer.expect(200).body()).isEqualTo(context.text());
            assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
            assertThat(answer.header("Clarify-Tokens")).isEqualTo(String.valueOf(context.tokensUsed()));
            assertThat(answer.header("Clarify-Partial")).isEqualTo("false");
            ProblemAnswer.assertDiscreet(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/*", "application/json, text/plain;q=0.5"})
    void json_contains_the_sections(String accept) {
        Answer answer = context(journal.caller(), "/context", accept).expect(200);

        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Clarify-Tokens")).isEmpty();
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "text",
                        "tokensUsed",
                        "budget",
                        "partial",
                        "fresh",
                        "cache",
                        "sections",
                        "emptyLists",
                        "cacheHits",
                        "cacheMisses",
                        "durationMs");
        assertThat(answer.json().get("sections").get(0).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kind", "items", "included", "tokens", "source", "ageMs", "leftOut");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "true", "REQUIRED", "", "required&fresh=required"})
    void a_demand_that_is_unknown_is_malformed(String fresh) {
        journal.caller().get("/context?fresh=" + fresh).problem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/*"})
    void another_format_is_not_acceptable(String accept) {
        context(journal.caller(), "/context", accept).problem(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "text/plain;q=x", "text/plain;q=2", "/", "text/", "application/json, ;"})
    void an_accept_that_cannot_be_read_is_malformed(String accept) {
        context(journal.caller(), "/context", accept).problem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dreams", "/users/me", "/sessions"})
    void rows_are_available_as_json_only(String path) {
        context(journal.caller(), path, "text/plain").problem(406);
    }

    private static Answer context(Caller caller, String path, String accept) {
        return caller.send("GET", path, BodyPublishers.noBody(), request -> accepting(request, accept));
    }

    private static HttpRequest.Builder accepting(HttpRequest.Builder request, String accept) {
        return request.setHeader("Accept", accept);
    }
}
