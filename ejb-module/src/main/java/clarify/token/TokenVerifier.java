package clarify.token;

import clarify.text.Uuids;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decides whether a bearer token is to be trusted: RFC 7519, RFC 9068 and MicroProfile JWT. Thread-safe. */
public final class TokenVerifier {

    private static final JOSEObjectType[] TYPES = {
        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null
    };

    private final TokenSettings settings;
    private final IssuerKeys keys;
    private final Clock clock;
    private final TokenMetrics metrics;
    private final DefaultJWTProcessor<SecurityContext> processor = new Processor();

    TokenVerifier(TokenSettings settings, IssuerKeys keys, Clock clock, TokenMetrics metrics) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.metrics = metrics;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPES));
        processor.setJWSKeySelector((header, none) -> keysOf(header));
        processor.setJWTClaimsSetVerifier(claims());
    }

    private DefaultJWTClaimsVerifier<SecurityContext> claims() {
        Set<String> audiences = settings.audiences().isEmpty() ? null : new HashSet<>(settings.audiences());
        JWTClaimsSet exact = new JWTClaimsSet.Builder()
                .issuer(settings.issuer().orElse(null))
                .build();
        var verifier = new DefaultJWTClaimsVerifier<SecurityContext>(audiences, exact, Set.of("sub", "exp"), null) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
        verifier.setMaxClockSkew((int) settings.clockSkew().toSeconds());
        return verifier;
    }

    /**
     * Verifies a token. Waits, at most two seconds, only while the keys of the issuer are read from another machine.
     *
     * @param serialized as it stands in the header
     * @throws InvalidToken if it must not be trusted
     * @throws KeysUnavailable if that cannot be said now
     */
    public Token verify(String serialized) {
        try {
            Token token = token(serialized);
            metrics.count(TokenMetrics.Outcome.ACCEPTED);
            return token;
        } catch (InvalidToken e) {
            metrics.count(TokenMetrics.Outcome.REFUSED);
            throw e;
        } catch (KeysUnavailable e) {
            metrics.count(TokenMetrics.Outcome.UNVERIFIED);
            throw e;
        }
    }

    private Token token(String serialized) {
        if (settings.issuer().isEmpty() || settings.keys().isEmpty()) {
            throw new InvalidToken("No token is accepted here: no issuer or no key is configured");
        }
        JWTClaimsSet claims = verified(serialized);
        String subject = claims.getSubject();
        if (subject.isBlank()) {
            throw new InvalidToken("The subject is empty");
        }
        settings.longestAge().ifPresent(age -> requireYounger(claims, age));
        return new Token(subject, user(subject), settings.roles().in(claims.getClaims()), claims.getClaims());
    }

    private JWTClaimsSet verified(String serialized) {
        try {
            return processor.process(serialized, null);
        } catch (KeySourceException e) {
            throw new KeysUnavailable(String.valueOf(e.getMessage()));
        } catch (BadJOSEException e) {
            throw new InvalidToken(String.valueOf(e.getMessage()));
        } catch (ParseException | JOSEException | RuntimeException e) {
            throw new InvalidToken("The token is malformed"); // whatever it is that it cannot be read
        }
    }

    private List<? extends Key> keysOf(JWSHeader header) throws KeySourceException {
        if (!settings.algorithms().contains(header.getAlgorithm())) {
            return List.of();
        }
        try {
            return keys.matching(header).stream().map(IssuerKey::key).toList();
        } catch (KeysUnavailable e) {
            throw new KeySourceException(e.getMessage(), e);
        }
    }

    private void requireYounger(JWTClaimsSet claims, Duration age) {
        Date issued = claims.getIssueTime();
        Instant oldest = clock.instant().minus(age).minus(settings.clockSkew());
        if (issued == null || issued.toInstant().isBefore(oldest)) {
            throw new InvalidToken("The token was issued too long ago");
        }
    }

    private Optional<UUID> user(String subject) {
        return Uuids.parse(subject)
                .or(() -> settings.anySubject()
                        ? settings.issuer().map(issuer -> Uuids.ofUrl(issuer + "#" + subject))
                        : Optional.empty());
    }

    /** The library would read a number as a subject, take an expiry of null for one, and count beyond the longest number. */
    private static final class Processor extends DefaultJWTProcessor<SecurityContext> {

        private static final List<String> TIMES = List.of("exp", "nbf", "iat");

        /** The end of the year 9999. */
        private static final double LATEST = 253_402_300_799d;

        @Override
        protected JWTClaimsSet extractJWTClaimsSet(JWT token) throws BadJWTException {
            Map<String, Object> claims =
                    token instanceof SignedJWT signed ? signed.getPayload().toJSONObject() : null;
            if (claims == null) {
                throw new BadJWTException("The payload is no JSON object");
            }
            if (claims.containsKey("sub") && !(claims.get("sub") instanceof String)) {
                throw new BadJWTException("The subject is not a text");
            }
            claims.values().removeIf(Objects::isNull);
            for (String time : TIMES) {
                if (claims.get(time) instanceof Number seconds && Math.abs(seconds.doubleValue()) > LATEST) {
                    throw new BadJWTException("The claim " + time + " is no time in seconds");
                }
            }
            try {
                return JWTClaimsSet.parse(claims);
            } catch (ParseException e) {
                throw new BadJWTException("The claims are malformed", e);
            }
        }
    }
}
