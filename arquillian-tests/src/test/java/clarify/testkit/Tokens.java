package clarify.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
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
import org.jspecify.annotations.Nullable;

/** Creates tokens with its own key pair. The server does not trust the tokens of a second instance. */
public final class Tokens {
    private static final String ISSUER = "https://issuer.clarify.test";
    private static final String AUDIENCE = "clarify";

    private final RSAKey key;

    public Tokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public Map<String, String> settings() {
        return Map.of(
                "mp.jwt.verify.issuer", ISSUER,
                "mp.jwt.verify.audiences", AUDIENCE,
                "mp.jwt.verify.publickey", Base64.getEncoder().encodeToString(publicKey()));
    }

    /** The public key in DER. */
    public byte[] publicKey() {
        try {
            return key.toRSAPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a valid token of somebody who has just signed in: valid for an hour, with the user's id as subject and an e-mail address of the user. */
    public JWTClaimsSet.Builder claims(String subject, String... groups) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .claim("upn", subject)
                .claim("email", subject + "@example.org")
                .claim("groups", List.of(groups))
                .jwtID(UUID.randomUUID().toString())
                .claim("auth_time", now.minusSeconds(10).getEpochSecond())
                .issueTime(Date.from(now.minusSeconds(10)))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    public String sign(JWTClaimsSet claims) {
        return sign(JOSEObjectType.JWT, claims);
    }

    /** Signs a token of another type, or of none. */
    public String sign(@Nullable JOSEObjectType type, JWTClaimsSet claims) {
        try {
            return sign(JWSAlgorithm.RS256, type, new RSASSASigner(key), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs with another algorithm and signer. The rest of the header is the same. */
    public String sign(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) {
        return sign(algorithm, JOSEObjectType.JWT, signer, claims);
    }

    private String sign(JWSAlgorithm algorithm, @Nullable JOSEObjectType type, JWSSigner signer, JWTClaimsSet claims) {
        var header = new JWSHeader.Builder(algorithm)
                .keyID(key.getKeyID())
                .type(type)
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** Of a user who has signed in so long ago; null: nobody says when. */
    public String signedIn(UUID user, @Nullable Duration ago) {
        Long since = ago == null ? null : Instant.now().minus(ago).getEpochSecond();
        return sign(claims(user.toString(), "user").claim("auth_time", since).build());
    }

    public String of(String subject, String... groups) {
        return sign(claims(subject, groups).build());
    }
}
