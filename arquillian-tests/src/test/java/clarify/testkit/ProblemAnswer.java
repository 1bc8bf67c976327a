package clarify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An error as the contract requires it: RFC 9457, without any internals of the product. */
public record ProblemAnswer(JsonNode json) {
    private static final Pattern SECRET = Pattern.compile(
            "exception|stack ?trace|\\bat [\\w.$]+\\(|\\.java\\b|\\b(clarify|java|javax|jakarta|org|com|io|fish)\\.[a-z]"
                    + "|sqlstate|\\b(select|insert into|update|delete from) \\w+ |postgres|jdbc|jersey|resteasy|undertow"
                    + "|payara|glassfish|wildfly|jboss|jackson|<html",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern VERSION = Pattern.compile("[0-9]");

    /** The problem in that answer. The test fails if it is not a problem with this status. */
    public static ProblemAnswer of(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).as(answer.body()).isEqualTo("application/problem+json");
        assertDiscreet(answer);
        var problem = new ProblemAnswer(answer.json());
        assertThat(problem.json.fieldNames())
                .toIterable()
                .containsOnlyOnce("type", "title", "status", "detail")
                .isSubsetOf("type", "title", "status", "detail", "errors");
        assertThat(problem.type()).matches("/clarify/problems/[a-z-]+");
        assertThat(problem.json.required("title").textValue()).isNotBlank();
        assertThat(problem.json.required("status").intValue()).isEqualTo(status);
        assertThat(problem.detail()).isNotBlank();
        return problem;
    }

    /** Every answer is not cacheable and reveals no classes, statements or versions. */
    public static void assertDiscreet(Answer answer) {
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(Stream.of("Server", "X-Powered-By").flatMap(name -> answer.headers().allValues(name).stream()))
                .as("headers that name the server")
                .noneMatch(VERSION.asPredicate());
        assertThat(answer.body()).doesNotContainPattern(SECRET);
    }

    /** The kind of problem: a path. */
    public String type() {
        return json.required("type").textValue();
    }

    public String detail() {
        return json.required("detail").textValue();
    }

    /** The JSON pointers and parameter names in the entries of {@code errors}. */
    public List<String> places() {
        return StreamSupport.stream(json.path("errors").spliterator(), false)
                .peek(error -> assertThat(error.required("detail").textValue()).isNotBlank())
                .map(error ->
                        error.path("pointer").asText() + error.path("parameter").asText())
                .toList();
    }
}
