package clarify.tests;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are parsed strictly: nothing is guessed, converted or ignored. */
@OnServer(Standard.class)
class BodiesServerIT {
    private final Clarify.Person person;
    private final Caller caller;
    private final Caller agent;

    BodiesServerIT(TestEnvironment environment) {
        person = environment.clarify().newcomer();
        caller = person.caller();
        agent = environment.clarify().agent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[{\"title\":\"A boat\"}]",
                "\"A boat\"",
                "42",
                "{",
                "{\"title\":\"A boat\"",
                "{\"title\":\"A boat\"} {}",
                "{\"title\":\"A boat\"} x",
                "{\"title\":\"A boat\",}",
                "{\"title\":\"A boat\",\"title\":\"A house\"}",
                "{\"title\":\"A boat\",\"priority\":1,\"priority\":1}",
                "{'title':'A boat'}",
                "{title:\"A boat\"}",
                "{\"title\":\"A boat\"/* */}",
                "{\"title\":\"A boat\",\"priority\":NaN}",
                "{\"title\":\"A boat\",\"priority\":01}",
                "{\"title\":\"A\nboat\"}",
                "{\"title\":\"A \\x boat\"}",
                "<dream><title>A boat</title></dream>"
            })
    void a_malformed_body_is_refused_and_nothing_is_kept(String body) {
        caller.post("/dreams", body).problem(400);

        assertThat(dreams()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|#/title",
                "{\"title\":null}|#/title",
                "{\"title\":5}|#/title",
                "{\"title\":true}|#/title",
                "{\"title\":[\"A boat\"]}|#/title",
                "{\"title\":{\"A\":\"boat\"}}|#/title",
                "{\"title\":\"A\\u0000boat\"}|#/title",
                "{\"title\":\"A boat \\ud83d\"}|#/title",
                "{\"title\":\"\\ude00 A boat\"}|#/title",
                "{\"title\":\"\\ude00\\ud83d\"}|#/title",
                "{\"title\":\"A boat\",\"description\":\"\\u0000\"}|#/description",
                "{\"title\":\"A boat\",\"description\":5}|#/description",
                "{\"title\":\"A boat\",\"priority\":\"5\"}|#/priority",
                "{\"title\":\"A boat\",\"priority\":5.0}|#/priority",
                "{\"title\":\"A boat\",\"priority\":1e1}|#/priority",
                "{\"title\":\"A boat\",\"priority\":true}|#/priority",
                "{\"title\":\"A boat\",\"targetDate\":\"2026-02-30\"}|#/targetDate",
                "{\"title\":\"A boat\",\"targetDate\":\"2026-1-1\"}|#/targetDate",
                "{\"title\":\"A boat\",\"targetDate\":\"2026-01-31T00:00:00Z\"}|#/targetDate",
                "{\"title\":\"A boat\",\"targetDate\":20000}|#/targetDate",
                "{\"title\":\"A boat\",\"category\":\"sport\"}|#/category",
                "{\"title\":\"A boat\",\"category\":\"HEALTH\"}|#/category",
                "{\"title\":\"A boat\",\"category\":0}|#/category",
                "{\"title\":\"A boat\",\"status\":\"achieved\"}|#/status",
                "{\"title\":\"A boat\",\"Title\":\"A boat\"}|#/Title",
                "{\"title\":\"A boat\",\"colour\":{\"is\":[\"blue\"]}}|#/colour"
            })
    void a_wrong_value_is_refused_by_name(String body, String place) {
        assertThat(caller.post("/dreams", body).problem(400).places()).containsExactly(place);

        assertThat(dreams()).isEmpty();
    }

    static Stream<Arguments> bytes() {
        return Stream.of(
                bytes("no UTF-8", bytes("ff")),
                bytes("half a surrogate pair", bytes("eda0bd")),
                bytes("a long way to write U+0000", bytes("c080")),
                bytes("U+0000 itself", bytes("00")),
                bytes("UTF-16", "{\"title\":\"A boat\"}".getBytes(UTF_16BE)));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void bytes_that_are_not_utf8_are_refused(byte[] body) {
        caller.send("POST", "/dreams", BodyPublishers.ofByteArray(body), BodiesServerIT::json)
                .problem(400);

        assertThat(dreams()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 30_000})
    void a_body_nested_too_deeply_is_refused(int depth) {
        String nested = "[".repeat(depth) + "]".repeat(depth);

        caller.post("/dreams", nested).problem(400);
        caller.post("/dreams", "{\"title\":\"A boat\",\"colour\":" + nested + "}")
                .problem(400);

        assertThat(dreams()).isEmpty();
    }

    @Test
    void every_violated_limit_is_named_once() {
        String body = "{\"title\":\"\",\"priority\":11,\"category\":\"sport\",\"colour\":1,\"description\":\""
                + "a".repeat(2001) + "\"}";

        assertThat(caller.post("/dreams", body).problem(400).places())
                .containsExactlyInAnyOrder("#/title", "#/priority", "#/category", "#/colour", "#/description");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "", "00000000-0000-0000-0000-00000000000g", "x"})
    void an_id_in_a_body_that_is_not_a_uuid_is_refused(String id) {
        assertThat(caller.post("/sessions", Map.of("dreamId", id)).problem(400).places())
                .containsExactly("#/dreamId");
    }

    @Test
    void of_many_errors_twenty_are_listed_and_the_others_counted() {
        String names = IntStream.range(0, 800)
                .mapToObj(i -> "\"%s%d\":0".formatted("name".repeat(16), i))
                .collect(joining(","));

        Answer answer = caller.post("/dreams", "{" + names + "}");

        answer.problem(400);
        assertThat(answer.body().length()).isLessThan(10_000);
        assertThat(answer.json().required("errors")).hasSize(20);
    }

    @Test
    void more_values_than_any_body_needs_are_refused_without_a_list() {
        Answer answer = agent.post(patterns(), "[" + "{},".repeat(20_000) + "{}]");

        assertThat(answer.problem(400).json().has("errors")).isFalse();
    }

    /** They would fill one place of a shared table of names. */
    @Test
    void names_with_one_hash_code_spoil_no_other_body() {
        String names = IntStream.range(0, 900)
                .mapToObj(i -> String.format("%10s", Integer.toBinaryString(i))
                        .replace(' ', '0')
                        .replace("0", "Aa")
                        .replace("1", "B@"))
                .map("\"%s\":0"::formatted)
                .collect(joining(","));
        for (int i = 0; i < 20; i++) {
            caller.post("/dreams", "{" + names + "}").problem(400);
        }

        caller.post("/dreams", "{\"title\":\"A boat\"}").expect(201);
    }

    @Test
    void the_largest_batch_of_patterns_fits_in_a_script_of_three_bytes() {
        List<Map<String, String>> batch =
                Collections.nCopies(50, Map.of("patternType", "tension", "content", "\u68a6".repeat(500)));

        assertThat(agent.post(patterns(), batch).expect(201).json()).hasSize(50);
    }

    private String patterns() {
        return "/users/" + person.id() + "/patterns";
    }

    private JsonNode dreams() {
        return caller.get("/dreams").expect(200).json();
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request) {
        return request.setHeader("Content-Type", "application/json");
    }

    private static Arguments bytes(String what, byte[] body) {
        return Arguments.of(Named.of(what, body));
    }

    /** A dream with these bytes in its title. */
    private static byte[] bytes(String hex) {
        byte[] before = "{\"title\":\"A ".getBytes(UTF_8);
        byte[] middle = HexFormat.of().parseHex(hex);
        byte[] after = " boat\"}".getBytes(UTF_8);
        return ByteBuffer.allocate(before.length + middle.length + after.length)
                .put(before)
                .put(middle)
                .put(after)
                .array();
    }
}
