package clarify.rest;

import static java.util.Objects.requireNonNull;

import clarify.token.Token;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller, as identified by the bearer token. */
@RequestScoped
class Caller {

    private @Nullable Token token;

    /** Called once, before anybody asks. */
    void identify(Token verified) {
        token = verified;
    }

    private Token token() {
        return requireNonNull(token);
    }

    /** Who it is, as the issuer names them. */
    String subject() {
        return token().subject();
    }

    /** The same, also where nobody has a valid token. */
    String who() {
        return token == null ? "anonymous" : token.subject();
    }

    /** The user, or whoever else it is: what counts together. */
    Object person() {
        return token().user().<Object>map(user -> user).orElseGet(this::subject);
    }

    UUID id() {
        return token().user()
                .orElseThrow(() -> Problem.of(ProblemType.FORBIDDEN, "The token's subject is not a UUID.")
                        .exception());
    }

    /** Whether the token says so. */
    boolean hasSignedInWithin(Duration age, Instant now) {
        return AuthenticationTime.isWithin(age, token().claims(), now);
    }

    /** The e-mail address that the token vouches for. */
    Optional<String> email() {
        return EmailClaim.in(token().claims());
    }
}
