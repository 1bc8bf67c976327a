package clarify.token;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a verified token says.
 *
 * @param subject who it is, as the issuer names them
 * @param user the user with this subject; empty when the subject is no UUID and must be one
 * @param roles of user, agent and admin
 * @param claims all, as in the token
 */
public record Token(String subject, Optional<UUID> user, Set<String> roles, Map<String, Object> claims) {

    /** The subject alone: what else is in a token is private. */
    @Override
    public String toString() {
        return "Token[" + subject + "]";
    }
}
