package clarify.rest;

import clarify.journal.Limits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who calls, as the bearer token says. */
@RequestScoped
class Caller {

    @Inject
    JsonWebToken token;

    UUID id() {
        return Ids.parse(token.getSubject()).orElseThrow(() -> Problem.of(403).refusal());
    }

    /** The address that whoever signed the token vouches for. */
    String email() {
        return Optional.<Object>ofNullable(token.getClaim("email"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(Caller::isAddress)
                .orElseThrow(() -> Problem.of(400, "The token must carry the user's e-mail address as the claim email.")
                        .refusal());
    }

    private static boolean isAddress(String claim) {
        return !claim.isBlank() && claim.length() <= Limits.EMAIL && JsonTypes.isStorable(claim);
    }
}
