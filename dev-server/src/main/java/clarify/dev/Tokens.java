package clarify.dev;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Mints tokens for a day with a key pair that nobody else has and that is gone with this process. */
final class Tokens {

    private static final String ISSUER = "https://clarify.invalid/dev";
    private static final String AUDIENCE = "clarify";
    private static final Duration LIFE = Duration.ofDays(1);

    private final RSAKey key;

    Tokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID("dev").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("No RSA key could be made", e);
        }
    }

    /** What the server must know to trust these tokens, as environment variables. */
    Map<String, String> settings() {
        try {
            byte[] publicKey = key.toRSAPublicKey().getEncoded();
            return Map.of(
                    "MP_JWT_VERIFY_ISSUER", ISSUER,
                    "MP_JWT_VERIFY_AUDIENCES", AUDIENCE,
                    "MP_JWT_VERIFY_PUBLICKEY", Base64.getEncoder().encodeToString(publicKey));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String of(UUID subject, String email, String group) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject.toString())
                .claim("upn", email)
                .claim("email", email)
                .claim("groups", List.of(group))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
