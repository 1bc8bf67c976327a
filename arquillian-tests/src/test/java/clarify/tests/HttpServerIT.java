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
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(Standard.class)
class HttpServerIT {
    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Caller caller;

    HttpServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        caller = clarify.newcomer().caller();
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
    @ValueSource(strings = {"gzip", "br", "identity, gzip", "x"})
    void a_body_that_is_compressed_is_not_read(String encoding) {
        Answer answer = sent("application/json", encoding);

        assertThat(answer.problem(415).type()).isEqualTo("/clarify/problems/unsupported-encoding");
        assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
        assertThat(caller.get("/dreams").expect(200).json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "utf-16", "foo", "\"\""})
    void a_body_in_another_charset_is_not_read(String charset) {
        sent("application/json;charset=" + charset, "identity").problem(415);

        assertThat(caller.get("/dreams").expect(200).json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "Application/JSON;charset=us-ascii"
            })
    void a_body_in_utf8_may_say_so(String type) {
        sent(type, "Identity").expect(201);
    }

    private Answer sent(String type, String encoding) {
        return caller.send(
                "POST",
                "/dreams",
                BodyPublishers.ofString("{\"title\":\"A boat\"}"),
                request -> request.setHeader("Content-Type", type).setHeader("Content-Encoding", encoding));
    }

    @Test
    void a_patch_may_be_a_merge_patch_and_nothing_else_may() {
        String dream = Journal.dream(caller, "A boat");

        assertThat(merged("PATCH", "/dreams/" + dream, "{\"title\":\"A ship\"}")
                        .expect(200)
                        .json()
                        .get("title")
                        .textValue())
                .isEqualTo("A ship");
        merged("PATCH", "/users/me", "{\"language\":\"he\"}").expect(200);
        merged("PATCH", "/sessions/" + Journal.session(caller, "A"), "{\"title\":\"B\"}")
                .expect(200);
        merged("POST", "/dreams", "{\"title\":\"A house\"}").problem(415);
        merged("PUT", "/users/me", "{}").problem(415);
    }

    private Answer merged(String method, String path, String body) {
        return caller.send(
                method,
                path,
                BodyPublishers.ofString(body),
                request -> request.setHeader("Content-Type", "application/merge-patch+json"));
    }

    static Stream<Endpoint> endpoints() {
        return Endpoint.all();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_unknown_query_parameter_is_refused_by_name(Endpoint endpoint) {
        Caller called = switch (endpoint.role()) {
            case "agent" -> clarify.agent();
            case "admin" -> clarify.admin();
            default -> caller;
        };

        Answer answer = called.send(
                endpoint.method(),
                endpoint.anyPath() + "?budgett=5",
                Set.of("GET", "DELETE").contains(endpoint.method())
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString("{}"),
                request -> request.setHeader("Content-Type", "application/json").setHeader("Accept", "*/*"));

        assertThat(answer.problem(400).places()).containsExactly("budgett");
        assertThat(answer.problem(400).type()).isEqualTo("/clarify/problems/invalid-query");
    }

    @Test
    void the_document_is_served_as_it_ships_with_the_server_that_serves_it() throws IOException {
        Answer document = environment.atPath("/openapi.yaml").get("");

        assertThat(document.expect(200).header("Content-Type")).isEqualToIgnoringCase("application/yaml;charset=UTF-8");
        try (var war = new ZipFile(TestEnvironment.file("clarify.war"))) {
            var shipped = war.getInputStream(war.getEntry("WEB-INF/classes/META-INF/openapi.yaml"));
            assertThat(document.body())
                    .isEqualTo(new String(shipped.readAllBytes(), StandardCharsets.UTF_8)
                            + "servers: [{url: /clarify, description: The server that serves this document}]\n");
        }
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
