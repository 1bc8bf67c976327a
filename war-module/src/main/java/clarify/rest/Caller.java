package clarify.rest;

import clarify.journal.Limits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller, as identified by the bearer token. */
@RequestScoped
class Caller {

    private final JsonWebToken token;

    @Inject
    Caller(JsonWebToken token) {
        this.token = token;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Caller() {
        this(null);
    }

    UUID id() {
        return Ids.parse(token.getSubject()).orElseThrow(() -> Problem.of(403).exception());
    }

    /** The e-mail address in the token. */
    String email() {
        return Optional.<Object>ofNullable(token.getClaim("email"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(Caller::isEmailAddress)
                .orElseThrow(() -> Problem.of(400, "The token must carry the user's e-mail address as the claim email.")
                        .exception());
    }

    private static boolean isEmailAddress(String claim) {
        return !claim.isBlank() && claim.length() <= Limits.EMAIL && JsonTypes.isStorable(claim);
    }
}
