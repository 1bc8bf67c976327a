package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 408, 409, 413, 415, 418, 431, 500, 503, 599})
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
}
