package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderFilterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "text/*;q=0.5 , application/json ;q=1.000,,",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "application/problem+json; charset=\"utf-8\"; Q=0"
            })
    void reads_what_clients_send(String line) {
        assertThat(AcceptHeaderFilter.isValid(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "/",
                "text/",
                "/plain",
                "text/plain;q",
                "text/plain;q=",
                "text/plain;q=x",
                "a/b;q=2",
                ";"
            })
    void refuses_what_is_no_list_of_media_types(String line) {
        assertThat(AcceptHeaderFilter.isValid(line)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", ";q=0"})
    void is_not_tired_by_a_long_line(String part) {
        assertThat(AcceptHeaderFilter.isValid("text/plain" + part.repeat(50_000)))
                .isEqualTo(part.startsWith(";"));
    }
}
