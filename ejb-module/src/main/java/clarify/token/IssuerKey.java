package clarify.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.security.PublicKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key, and what it says of itself. To make a key of what it says takes a tenth as long as to verify a token: it is done once.
 *
 * @param jwk what tokens it is for
 * @param key that verifies them
 */
record IssuerKey(JWK jwk, PublicKey key) {

    /** Those that Java can make a key of. */
    static List<IssuerKey> of(JWKSet set) {
        return set.getKeys().stream().flatMap(IssuerKey::of).toList();
    }

    private static Stream<IssuerKey> of(JWK jwk) {
        try {
            return jwk instanceof AsymmetricJWK pair
                    ? Stream.of(new IssuerKey(jwk, pair.toPublicKey()))
                    : Stream.empty();
        } catch (JOSEException e) {
            return Stream.empty();
        }
    }
}
