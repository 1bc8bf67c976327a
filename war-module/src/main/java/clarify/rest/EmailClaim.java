package clarify.rest;

import clarify.journal.Limits;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The claim {@code email} of OpenID Connect, as contact data. */
final class EmailClaim {

    /** Something on both sides of one sign, and nothing that ends a line or a header. */
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{C}\\p{Z}]+@[^@\\s\\p{C}\\p{Z}]+");

    private EmailClaim() {}

    /** In lower case; empty if it is no address, too long, or the issuer says that nobody has verified it. */
    static Optional<String> in(Map<String, Object> claims) {
        return Optional.ofNullable(claims.get("email"))
                .filter(String.class::isInstance)
                .map(claim -> ((String) claim).toLowerCase(Locale.ROOT))
                .filter(address -> address.length() <= Limits.EMAIL)
                .filter(ADDRESS.asMatchPredicate())
                .filter(address -> !String.valueOf(claims.get("email_verified")).equals("false"));
    }
}
