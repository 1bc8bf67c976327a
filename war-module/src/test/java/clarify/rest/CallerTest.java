package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clarify.journal.Limits;
import clarify.token.Token;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {

    private static final String ADDRESS = "maya@example.org";

    private static Caller with(Map<String, Object> claims) {
        var caller = new Caller();
        caller.identify(new Token("maya", Optional.empty(), Set.of("user"), claims));
        return caller;
    }

    private static void assertRefused(int status, Runnable question) {
        assertThatExceptionOfType(WebApplicationException.class)
                .isThrownBy(question::run)
                .satisfies(
                        refused -> assertThat(refused.getResponse().getStatus()).isEqualTo(status));
    }

    @Test
    void a_subject_that_is_no_user_is_forbidden_what_users_do() {
        assertThat(with(Map.of()).subject()).isEqualTo("maya");
        assertRefused(403, () -> with(Map.of()).id());
    }

    @Test
    void an_address_counts_unless_the_issuer_says_that_nobody_has_verified_it() {
        assertThat(with(Map.of("email", ADDRESS)).email()).contains(ADDRESS);
        for (Object verified : List.of(true, "true")) {
            assertThat(with(Map.of("email", ADDRESS, "email_verified", verified))
                            .email())
                    .contains(ADDRESS);
        }
        for (Object verified : List.of(false, "false")) {
            assertThat(with(Map.of("email", ADDRESS, "email_verified", verified))
                            .email())
                    .isEmpty();
        }
    }

    @Test
    void an_address_is_in_lower_case_everywhere() {
        assertThat(with(Map.of("email", "Maya.INGRID@Example.ORG")).email()).contains("maya.ingrid@example.org");
        assertThat(with(Map.of("email", "מאיה@דוגמה.example")).email()).contains("מאיה@דוגמה.example");
    }

    @Test
    void an_address_has_a_length() {
        String longest = "m".repeat(Limits.EMAIL - "@example.org".length()) + "@example.org";

        assertThat(with(Map.of("email", longest)).email()).contains(longest);
        assertThat(with(Map.of("email", "m" + longest)).email()).isEmpty();
        assertThat(with(Map.of("email", "\u0130" + longest.substring(1))).email())
                .as("longer in lower case")
                .isEmpty();
    }

    @Test
    void what_is_no_address_does_not_count() {
        for (Object claim : List.of(
                42,
                List.of(ADDRESS),
                Map.of("a", ADDRESS),
                "",
                " ",
                "maya",
                "@example.org",
                "maya@",
                "maya@a@b",
                "maya smith@example.org",
                ADDRESS + "\r\nBcc: other@example.org",
                "a\0b@example.org",
                "a\u202eb@example.org",
                "a\ud800@example.org")) {
            assertThat(with(Map.of("email", claim)).email()).as("%s", claim).isEmpty();
        }
        assertThat(with(Map.of()).email()).isEmpty();
    }
}
