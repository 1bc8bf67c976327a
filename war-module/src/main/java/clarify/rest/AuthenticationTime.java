package clarify.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** When somebody has signed in, as the claim {@code auth_time} has it (RFC 9470, 6.1); not when a token was issued, which needs nobody. */
final class AuthenticationTime {

    private static final String CLAIM = "auth_time";

    /** By how much the issuer's clock may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private AuthenticationTime() {}

    /** Whether it is said and at most so long ago. */
    static boolean isWithin(Duration age, Map<String, Object> claims, Instant now) {
        if (!(claims.get(CLAIM) instanceof Number seconds)) {
            return false;
        }
        double since = now.getEpochSecond() - seconds.doubleValue();
        return since <= age.toSeconds() && since >= -AHEAD.toSeconds();
    }
}
