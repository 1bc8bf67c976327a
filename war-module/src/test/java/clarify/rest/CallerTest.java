package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
        assertThat(with(Map.of("email", ADDRESS)).email()).isEqualTo(ADDRESS);
        for (Object verified : List.of(true, "true")) {
            assertThat(with(Map.of("email", ADDRESS, "email_verified", verified))
                            .email())
                    .isEqualTo(ADDRESS);
        }
        for (Object verified : List.of(false, "false")) {
            assertRefused(
                    400,
                    () -> with(Map.of("email", ADDRESS, "email_verified", verified))
                            .email());
        }
    }

    @Test
    void what_is_no_address_is_refused() {
        for (Object claim : List.of(42, List.of(ADDRESS), Map.of("a", ADDRESS), "", " ", "x".repeat(1000), "a\ud800")) {
            assertRefused(400, () -> with(Map.of("email", claim)).email());
        }
        assertRefused(400, () -> with(Map.of()).email());
    }
}
