package clarify.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.journal.Category;
import clarify.journal.PatchField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void reads_every_type_of_field() {
        Object draft = read(
                CreateDreamRequest.class,
                "{\"title\":\"A boat\",\"targetDate\":\"2027-01-31\",\"category\":\"personal_growth\",\"priority\":9}");

        assertThat(draft)
                .isEqualTo(
                        new CreateDreamRequest("A boat", null, LocalDate.of(2027, 1, 31), Category.PERSONAL_GROWTH, 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"title\":\"A boat\"} {}",
                "{\"title\":\"A boat\"}x",
                "{\"title\":\"A\",\"title\":\"B\"}",
                "{'title':'A boat'}"
            })
    void refuses_what_is_not_well_formed(String body) {
        Problem problem = Refused.problem(() -> read(CreateDreamRequest.class, body));

        assertThat(problem.status()).isEqualTo(400);
    }

    @Test
    void refuses_what_is_nested_too_deeply() {
        String body = "[".repeat(30_000);

        assertThat(Refused.problem(() -> read(CreateDreamRequest.class, body)).status())
                .isEqualTo(400);
    }

    @Test
    void does_not_call_well_formed_json_malformed() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);
        String longNumber = "{\"title\":\"A\",\"priority\":" + "9".repeat(2_000) + "}";

        for (String body : List.of(deep, longNumber)) {
            assertThat(Refused.problem(() -> read(CreateDreamRequest.class, body))
                            .detail())
                    .isEqualTo("The body is nested too deeply, or a number or a name in it is too long.");
        }
    }

    @Test
    void lists_twenty_violations_and_counts_the_others() {
        String names =
                IntStream.range(0, 300).mapToObj(i -> "\"name" + i + "\":0").collect(Collectors.joining(","));

        Problem problem = Refused.problem(() -> read(CreateDreamRequest.class, "{\"title\":\"A\"," + names + "}"));

        assertThat(problem.errors()).hasSize(20);
        assertThat(problem.detail()).isEqualTo("The body is invalid; errors has the first 20 of 300.");
    }

    @Test
    void refuses_more_values_than_any_body_needs_before_it_looks_at_them() {
        String body = "[" + "{},".repeat(80_000) + "{}]";

        Problem problem = Refused.problem(() -> read(RecordPatternsRequest.class, body));

        assertThat(problem.errors()).isEmpty();
        assertThat(problem.detail()).isEqualTo("The body has more than 1000 values.");
    }

    /** "Aa" and "B@" have the same hash code in Jackson's table of names, and so have all names made of them. */
    @Test
    void names_with_one_hash_code_spoil_no_other_body() {
        String names = IntStream.range(0, 900)
                .mapToObj(i -> String.format("%10s", Integer.toBinaryString(i))
                        .replace(' ', '0')
                        .replace("0", "Aa")
                        .replace("1", "B@"))
                .map(name -> "\"" + name + "\":0")
                .collect(Collectors.joining(","));
        for (int i = 0; i < 20; i++) {
            assertThat(Refused.problem(() -> read(CreateDreamRequest.class, "{" + names + "}"))
                            .status())
                    .isEqualTo(400);
        }

        assertThat(read(CreateDreamRequest.class, "{\"title\":\"A\"}")).isNotNull();
    }

    @Test
    void takes_the_largest_batch_with_every_character_escaped() {
        String pattern = "{\"patternType\":\"tension\",\"strength\":3,\"content\":\"" + "\\u05d0".repeat(500) + "\"}";
        String batch = "[" + String.join(",", Collections.nCopies(50, pattern)) + "]";

        assertThat(batch.length()).isLessThan(Bodies.maxBytes(1));
        assertThat(((RecordPatternsRequest) read(RecordPatternsRequest.class, batch)).patterns())
                .hasSize(50);
    }

    @Test
    void refuses_bytes_that_are_no_text() {
        byte[] body = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0xbd, '"'};

        assertThat(Refused.problem(() -> Json.read(body, CreateDreamRequest.class))
                        .detail())
                .contains("UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|#/title",
                "{\"title\":5}|#/title",
                "{\"title\":\"\\u0000\"}|#/title",
                "{\"title\":\"\\ud83d\"}|#/title",
                "{\"title\":\" \"}|#/title",
                "{\"title\":\"A\",\"priority\":\"5\"}|#/priority",
                "{\"title\":\"A\",\"priority\":5.0}|#/priority",
                "{\"title\":\"A\",\"priority\":99999999999999999999}|#/priority",
                "{\"title\":\"A\",\"targetDate\":\"2026-02-30\"}|#/targetDate",
                "{\"title\":\"A\",\"category\":\"HEALTH\"}|#/category",
                "{\"title\":\"A\",\"userId\":\"x\"}|#/userId",
                "{\"title\":\"A\",\"a/b~c\":1}|#/a~1b~0c",
                "{\"title\":\"A\",\"colour\":[1]}|#/colour",
                "{\"title\":\"A\",\"colour\":{\"is\":[\"blue\"]}}|#/colour",
                "null|#",
                "[]|#"
            })
    void names_the_place_of_what_is_wrong(String body, String place) {
        assertThat(Refused.places(() -> read(CreateDreamRequest.class, body))).containsExactly(place);
    }

    @Test
    void names_everything_that_is_wrong_and_nothing_twice() {
        String body = "{\"title\":5,\"priority\":11,\"colour\":\"blue\"}";

        assertThat(Refused.places(() -> read(CreateDreamRequest.class, body)))
                .containsExactlyInAnyOrder("#/title", "#/priority", "#/colour");
    }

    @Test
    void names_the_place_in_an_array() {
        String body = "[{\"patternType\":\"tension\",\"content\":\"Sea\"},{\"patternType\":\"x\",\"content\":\"\"}]";

        assertThat(Refused.places(() -> read(RecordPatternsRequest.class, body)))
                .containsExactlyInAnyOrder("#/1/patternType", "#/1/content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[]", "{}", "{\"a\":1}"})
    void names_an_unknown_property_in_an_array(String value) {
        String body = "[{\"patternType\":\"tension\",\"content\":\"Sea\",\"colour\":" + value + "}]";

        assertThat(Refused.places(() -> read(RecordPatternsRequest.class, body)))
                .containsExactly("#/0/colour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[null]"})
    void refuses_an_array_of_nothing(String body) {
        assertThat(Refused.problem(() -> read(RecordPatternsRequest.class, body))
                        .errors())
                .hasSize(1);
    }

    @Test
    void tells_absent_from_null() {
        var request = (UpdateDreamRequest) read(UpdateDreamRequest.class, "{\"title\":\"A\",\"description\":null}");

        assertThat(request.title()).isEqualTo(PatchField.of("A"));
        assertThat(request.description()).isEqualTo(PatchField.of(null));
        assertThat(request.category()).isEqualTo(PatchField.absent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"title\":null}", "{\"title\":\"\"}", "{\"title\":5}"})
    void holds_a_change_to_the_limits_of_its_value(String body) {
        assertThat(Refused.places(() -> read(UpdateDreamRequest.class, body))).containsExactly("#/title");
    }

    @Test
    void counts_in_utf_16_units() {
        String full = "\uD83C\uDF0A".repeat(100);

        assertThat(read(CreateDreamRequest.class, "{\"title\":\"" + full + "\"}"))
                .isNotNull();
        assertThat(Refused.places(() -> read(CreateDreamRequest.class, "{\"title\":\"" + full + "a\"}")))
                .containsExactly("#/title");
    }

    @Test
    void writes_words_nulls_and_characters_as_they_are() {
        var draft =
                new CreateDreamRequest("\uD83C\uDF0A", null, LocalDate.of(2027, 1, 31), Category.PERSONAL_GROWTH, 9);

        assertThat(new String(Json.write(draft), UTF_8))
                .isEqualTo("{\"title\":\"\uD83C\uDF0A\",\"description\":null,\"targetDate\":\"2027-01-31\","
                        + "\"category\":\"personal_growth\",\"priority\":9}");
    }

    @Test
    void writes_of_a_problem_only_what_it_has() {
        assertThat(new String(Json.write(Problem.of(404)), UTF_8)).doesNotContain("errors");
        assertThat(new String(
                        Json.write(Problem.of(
                                ProblemType.INVALID_QUERY, "No.", List.of(Problem.Violation.in("limit", "is wrong")))),
                        UTF_8))
                .contains("\"errors\":[{\"parameter\":\"limit\",\"detail\":\"is wrong\"}]");
    }

    private record Rows(String name, Iterator<String> rows) {}

    @Test
    void writes_rows_while_they_are_read() throws IOException {
        var output = new ByteArrayOutputStream();

        Json.write(new Rows("x", List.of("a", "b").iterator()), output);

        assertThat(output.toString(UTF_8)).isEqualTo("{\"name\":\"x\",\"rows\":[\"a\",\"b\"]}");
    }

    @Test
    void a_document_whose_rows_cannot_be_read_has_no_end() {
        var output = new ByteArrayOutputStream();
        var failure = new IllegalStateException("no more rows");
        Iterator<String> rows = Stream.of("a", "b")
                .map(row -> {
                    if (row.equals("b")) {
                        throw failure;
                    }
                    return row;
                })
                .iterator();

        assertThatThrownBy(() -> Json.write(new Rows("x", rows), output)).isSameAs(failure);

        assertThat(output.toString(UTF_8)).isEqualTo("{\"name\":\"x\",\"rows\":[\"a\"");
    }

    private static Object read(Class<?> type, String body) {
        return Json.read(body.getBytes(UTF_8), type);
    }
}
