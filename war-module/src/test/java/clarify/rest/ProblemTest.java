package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 415, 418, 422, 428, 431, 500, 503, 599})
    void has_a_title_and_a_sentence_for_every_status(int status) {
        Problem problem = Problem.of(status);

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.title()).isNotBlank();
        assertThat(problem.detail()).endsWith(".");
    }

    @Test
    void asks_for_a_token_when_there_is_none() {
        assertThat(Problem.of(401).response().getHeaderString(HttpHeaders.WWW_AUTHENTICATE))
                .isEqualTo("Bearer");
        assertThat(Problem.of(403).response().getHeaderString(HttpHeaders.WWW_AUTHENTICATE))
                .isNull();
    }

    @Test
    void is_an_answer_of_its_own_type() {
        Response answer = Problem.of(404).exception().getResponse();

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
        assertThat(answer.getEntity()).isEqualTo(Problem.of(404));
    }

    @Test
    void the_conflicts_are_types_of_their_own() {
        assertThat(Stream.of(ProblemType.values())
                        .filter(type -> type.status() == 409)
                        .map(ProblemType::uri))
                .contains(
                        "/clarify/problems/no-profile",
                        "/clarify/problems/too-many-rows",
                        "/clarify/problems/already-deleted",
                        "/clarify/problems/conflict");
    }

    @ParameterizedTest
    @CsvSource({
        "/title, #/title",
        "/0/content, #/0/content",
        "/a~1b~0c, #/a~1b~0c",
        "/a b, #/a%20b",
        "/é, #/%C3%A9",
        "/a%b#c\"d<>[]^`{|}\\, #/a%25b%23c%22d%3C%3E%5B%5D%5E%60%7B%7C%7D%5C"
    })
    void a_pointer_is_a_fragment_of_a_uri(String pointer, String fragment) {
        assertThat(Problem.Violation.at(pointer, "No.").pointer()).isEqualTo(fragment);
        assertThat(URI.create(fragment).getFragment()).isEqualTo(pointer);
    }

    @Test
    void the_page_on_the_api_lists_every_type() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "api.md"));

        assertThat(ProblemType.values())
                .allSatisfy(type -> assertThat(page)
                        .contains("| `" + type.uri() + "` | "
                                + (type == ProblemType.OTHER ? "other" : String.valueOf(type.status())) + " |"));
        assertThat(Pattern.compile("`(/clarify/problems/[a-z-]+)`")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1)))
                .isSubsetOf(
                        Stream.of(ProblemType.values()).map(ProblemType::uri).toList());
    }
}
