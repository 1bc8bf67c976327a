package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clarify.journal.Limits;
import clarify.token.Token;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
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
    void a_sign_in_is_as_old_as_the_token_says() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        Duration age = Duration.ofMinutes(5);
        long seconds = now.getEpochSecond();

        assertThat(with(Map.of("auth_time", seconds)).hasSignedInWithin(age, now))
                .isTrue();
        assertThat(with(Map.of("auth_time", seconds - 300)).hasSignedInWithin(age, now))
                .isTrue();
        assertThat(with(Map.of("auth_time", seconds - 299.5)).hasSignedInWithin(age, now))
                .isTrue();
        assertThat(with(Map.of("auth_time", seconds + 60)).hasSignedInWithin(age, now))
                .as("by a clock that is ahead")
                .isTrue();
        assertThat(with(Map.of("auth_time", seconds - 301)).hasSignedInWithin(age, now))
                .isFalse();
        assertThat(with(Map.of("auth_time", seconds + 61)).hasSignedInWithin(age, now))
                .isFalse();
    }

    /** A token is also issued to who has a refresh token, and nobody has signed in then. */
    @Test
    void who_has_a_new_token_has_not_signed_in() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        Duration age = Duration.ofMinutes(5);

        assertThat(with(Map.of("iat", Date.from(now))).hasSignedInWithin(age, now))
                .isFalse();
        for (Object claim : List.of("1772366400", true, List.of(now.getEpochSecond()), Double.NaN, 1e300, -1e300)) {
            assertThat(with(Map.of("auth_time", claim)).hasSignedInWithin(age, now))
                    .as("%s", claim)
                    .isFalse();
        }
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
