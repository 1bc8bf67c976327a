package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import clarify.startup.DeletionSettings;
import clarify.token.Token;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionConfirmationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration AGE = Duration.ofMinutes(2);
    private static final String CHALLENGE = "Bearer error=\"insufficient_user_authentication\","
            + " error_description=\"This needs a more recent sign-in\", max_age=\"120\"";

    private static DeletionConfirmation of(Map<String, Object> claims, boolean signInRequired) {
        var caller = new Caller();
        caller.identify(new Token("maya", Optional.empty(), Set.of("user"), claims));
        return new DeletionConfirmation(
                caller, Clock.fixed(NOW, ZoneOffset.UTC), new DeletionSettings(AGE, signInRequired));
    }

    private static Map<String, Object> signedIn(Duration ago) {
        return Map.of("auth_time", NOW.minus(ago).getEpochSecond());
    }

    private static void assertRefused(
            int status, String type, DeletionConfirmation confirmation, List<String> ifMatch) {
        var refusal = catchThrowableOfType(WebApplicationException.class, () -> confirmation.require(ifMatch))
                .getResponse();

        assertThat(refusal.getStatus()).isEqualTo(status);
        assertThat(((Problem) refusal.getEntity()).type().uri()).isEqualTo("/clarify/problems/" + type);
        assertThat(refusal.getStringHeaders().get(HttpHeaders.WWW_AUTHENTICATE)).containsExactly(CHALLENGE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_has_just_signed_in_confirms_nothing(boolean signInRequired) {
        of(signedIn(AGE), signInRequired).require(List.of());
    }

    @Test
    void who_has_not_names_what_is_to_be_deleted() {
        of(signedIn(AGE.plusSeconds(1)), false).require(List.of("\"tag\""));
        of(Map.of(), false).require(List.of("\"tag\""));

        assertRefused(428, "confirmation-required", of(signedIn(AGE.plusSeconds(1)), false), List.of());
        assertRefused(428, "confirmation-required", of(Map.of(), false), List.of());
        assertRefused(428, "confirmation-required", of(Map.of(), false), List.of("*"));
    }

    @Test
    void where_a_sign_in_is_required_nothing_else_will_do() {
        assertRefused(401, "sign-in-too-old", of(Map.of(), true), List.of("\"tag\""));
        assertRefused(401, "sign-in-too-old", of(signedIn(AGE.plusSeconds(1)), true), List.of());
    }
}
