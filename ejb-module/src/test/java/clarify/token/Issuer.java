package clarify.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues tokens at noon of some day, with a key of its own. */
final class Issuer {

    static final String URL = "https://issuer.example";
    static final String AUDIENCE = "clarify";
    static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    static final String MAYA = UUID.randomUUID().toString();

    final RSAKey key;

    Issuer(String keyId) {
        try {
            key = new RSAKeyGenerator(2048).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    JWKSet keys() {
        return new JWKSet(key.toPublicJWK());
    }

    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(URL)
                .audience(AUDIENCE)
                .subject(MAYA)
                .issueTime(Date.from(NOON.minusSeconds(60)))
                .expirationTime(Date.from(NOON.plusSeconds(60)));
    }

    String sign(JWTClaimsSet.Builder claims) {
        return sign(JOSEObjectType.JWT, claims);
    }

    String sign(@Nullable JOSEObjectType type, JWTClaimsSet.Builder claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(type)
                .build();
        return sign(new SignedJWT(header, claims.build()));
    }

    String sign(SignedJWT token) {
        try {
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
