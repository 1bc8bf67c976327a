package clarify.rest;

import static java.util.Objects.requireNonNull;

import clarify.journal.Limits;
import clarify.token.Token;
import jakarta.enterprise.context.RequestScoped;
import java.util.Map;
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

    /** The user, or whoever else it is: what counts together. */
    Object person() {
        return token().user().<Object>map(user -> user).orElseGet(this::subject);
    }

    UUID id() {
        return token().user()
                .orElseThrow(() ->
                        Problem.of(403, "The token's subject is not a UUID.").exception());
    }

    /** The e-mail address in the token, unless the issuer says that nobody has verified it. */
    String email() {
        Map<String, Object> claims = token().claims();
        return Optional.ofNullable(claims.get("email"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(Caller::isEmailAddress)
                .filter(address -> !String.valueOf(claims.get("email_verified")).equals("false"))
                .orElseThrow(() -> Problem.of(
                                400,
                                "The token must carry the user's e-mail address as the claim email, and not as an unverified one.")
                        .exception());
    }

    private static boolean isEmailAddress(String claim) {
        return !claim.isBlank() && claim.length() <= Limits.EMAIL && JsonTypes.isStorable(claim);
    }
}
