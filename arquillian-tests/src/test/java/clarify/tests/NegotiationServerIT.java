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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=ISO-8859-1",
                "application/json;charset=utf-16",
                "application/json;q=0.5"
            })
    void a_charset_that_is_asked_for_is_no_label_of_other_bytes(String accept) {
        journal.caller().put("/users/me", Map.of("name", "M\u00e1ya")).expect(200);

        for (String path : new String[] {"/users/me", "/context", "/context/explained", "/dreams"}) {
            Answer answer = context(journal.caller(), path, accept).expect(200);

            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        }
        assertThat(context(journal.caller(), "/users/me", accept)
                        .json()
                        .get("name")
                        .textValue())
                .isEqualTo("M\u00e1ya");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "*/*", "application/json", "text/plain, application/json, application/problem+json"
            })
    void the_explained_context_is_json_whatever_is_preferred(String accept) {
        for (Answer answer : new Answer[] {
            context(journal.caller(), "/context/explained?budget=90", accept),
            context(clarify.agent(), "/users/" + journal.userId() + "/context/explained?budget=90", accept)
        }) {
            if (accept.equals("text/plain")) {
                answer.problem(406);
            } else {
                assertThat(answer.expect(200).json().get("budget").intValue()).isEqualTo(90);
            }
        }
    }

    static Stream<Endpoint> deletions() {
        return Endpoint.all().filter(endpoint -> endpoint.method().equals("DELETE"));
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void a_deletion_has_no_body_that_accept_could_refuse(Endpoint endpoint) {
        Caller caller = switch (endpoint.role()) {
            case "admin" -> clarify.admin();
            case "agent" -> clarify.agent();
            default -> journal.caller();
        };
        for (String accept : new String[] {"application/problem+json", "text/html", "application/json;q=0"}) {
            Answer answer = caller.send(
                    "DELETE", endpoint.anyPath(), BodyPublishers.noBody(), request -> accepting(request, accept));

            assertThat(answer.status()).as(accept).isIn(204, 404, 409);
            if (answer.status() != 204) {
                answer.problem(answer.status());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/problem+json", "text/html", "text/plain", "*/*;q=0", "application/problem+json;q=0"
            })
    void no_accept_makes_an_empty_answer_of_an_error(String accept) {
        for (String path :
                new String[] {"/context?budget=0", "/dreams/x", "/nothing", "/dreams?limit=0", "/users/x/context"}) {
            Answer answer = context(journal.caller(), path, accept);

            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
            answer.problem(answer.status());
        }
        context(clarify.anonymous(), "/dreams", accept).problem(401);
        Answer ofAnotherRole = context(clarify.admin(), "/dreams", accept);
        assertThat(ofAnotherRole.status())
                .isIn(403, 406); // the media type decides which method it is, the method who may call it
        ofAnotherRole.problem(ofAnotherRole.status());
    }

    private static Answer context(Caller caller, String path, String accept) {
        return caller.send("GET", path, BodyPublishers.noBody(), request -> accepting(request, accept));
    }

    private static HttpRequest.Builder accepting(HttpRequest.Builder request, String accept) {
        return request.setHeader("Accept", accept);
    }
}
