package clarify.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clarify.settings.Settings;
import clarify.text.Uuids;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private static final Issuer ISSUER = new Issuer("first");

    private static TokenVerifier verifier(String... settings) {
        return verifier(new SimpleMeterRegistry(), settings);
    }

    private static TokenVerifier verifier(MeterRegistry registry, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "mp.jwt.verify.issuer",
                Issuer.URL,
                "mp.jwt.verify.audiences",
                "other, " + Issuer.AUDIENCE,
                "mp.jwt.verify.publickey",
                ISSUER.keys().toString()));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        TokenSettings read = TokenSettings.read(new Settings(name -> Optional.ofNullable(values.get(name))));
        var keys = new IssuerKeys(read.keys().orElse(KeySource.of(new JWKSet())), Runnable::run, () -> 0);
        return new TokenVerifier(read, keys, Clock.fixed(Issuer.NOON, ZoneOffset.UTC), new TokenMetrics(registry));
    }

    private static void assertRefused(TokenVerifier verifier, String token, String reason) {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> verifier.verify(token))
                .withMessageContaining(reason);
    }

    private static void assertRefused(JWTClaimsSet.Builder claims, String reason) {
        assertRefused(verifier(), ISSUER.sign(claims), reason);
    }

    private static Date afterNoon(long seconds) {
        return Date.from(Issuer.NOON.plusSeconds(seconds));
    }

    @Test
    void a_good_token_says_who_calls_and_what_they_may_do() {
        Token token = verifier()
                .verify(ISSUER.sign(Issuer.claims()
                        .claim("groups", List.of("user", "staff", "admin"))
                        .claim("email", "maya@example.org")));

        assertThat(token.subject()).isEqualTo(Issuer.MAYA);
        assertThat(token.user()).contains(UUID.fromString(Issuer.MAYA));
        assertThat(token.roles()).containsExactlyInAnyOrder("user", "admin");
        assertThat(token.claims()).containsEntry("email", "maya@example.org");
        assertThat(token.toString()).doesNotContain("example.org");
    }

    /** RFC 9068 and plain ones. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
    void access_tokens_of_every_type_are_accepted(String type) {
        JOSEObjectType named = type == null ? null : new JOSEObjectType(type);

        assertThat(verifier().verify(ISSUER.sign(named, Issuer.claims())).subject())
                .isEqualTo(Issuer.MAYA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "secevent+jwt", "dpop+jwt", "x"})
    void tokens_for_other_purposes_are_refused(String type) {
        assertRefused(verifier(), ISSUER.sign(new JOSEObjectType(type), Issuer.claims()), "typ");
    }

    @Test
    void times_are_kept_but_for_the_clocks_difference() {
        assertThat(verifier().verify(ISSUER.sign(Issuer.claims().expirationTime(afterNoon(-9)))))
                .isNotNull();
        assertThat(verifier().verify(ISSUER.sign(Issuer.claims().notBeforeTime(afterNoon(9)))))
                .isNotNull();

        assertRefused(Issuer.claims().expirationTime(afterNoon(-11)), "Expired");
        assertRefused(Issuer.claims().notBeforeTime(afterNoon(11)), "before use time");
        assertRefused(Issuer.claims().expirationTime(null), "[exp]");
        assertRefused(
                verifier("mp.jwt.verify.clock.skew", "0"),
                ISSUER.sign(Issuer.claims().expirationTime(afterNoon(-1))),
                "Expired");
    }

    @ParameterizedTest
    @CsvSource({
        "null, 0, '[exp]'",
        "9223372036854775807, 0, exp is no time",
        "1e300, 0, exp is no time",
        "4000000000, 9223372036854775807, nbf is no time",
        "4000000000, 1e300, nbf is no time"
    })
    void a_time_that_is_none_is_not_taken_for_another(String expiry, String notBefore, String reason) {
        String rest = ",\"aud\":\"clarify\",\"iss\":\"" + Issuer.URL + "\",\"sub\":\"maya\"}";

        assertRefused(verifier(), signed("{\"exp\":" + expiry + ",\"nbf\":" + notBefore + rest), reason);
        assertThat(verifier().verify(signed("{\"exp\":4000000000,\"nbf\":null" + rest)))
                .isNotNull();
    }

    @Test
    void the_age_of_a_token_can_be_limited() {
        TokenVerifier verifier = verifier("mp.jwt.verify.token.age", "60");

        assertThat(verifier.verify(ISSUER.sign(Issuer.claims()))).isNotNull();
        assertRefused(verifier, ISSUER.sign(Issuer.claims().issueTime(afterNoon(-71))), "too long ago");
        assertRefused(verifier, ISSUER.sign(Issuer.claims().issueTime(null)), "too long ago");
    }

    @Test
    void tokens_of_another_issuer_or_for_others_are_refused() {
        assertRefused(Issuer.claims().issuer("https://evil.example"), "iss claim");
        assertRefused(Issuer.claims().issuer(Issuer.URL + "/"), "iss claim");
        assertRefused(Issuer.claims().issuer(null), "iss");
        assertRefused(Issuer.claims().audience("another"), "aud");
        assertRefused(Issuer.claims().audience((String) null), "aud");
        assertThat(verifier().verify(ISSUER.sign(Issuer.claims().audience(List.of("x", "other")))))
                .isNotNull();
        assertThat(verifier("mp.jwt.verify.audiences", "")
                        .verify(ISSUER.sign(Issuer.claims().audience((String) null))))
                .isNotNull();
    }

    @Test
    void a_subject_is_a_text_that_says_something() {
        assertRefused(Issuer.claims().subject(null), "[sub]");
        assertRefused(Issuer.claims().subject(""), "subject is empty");
        assertRefused(Issuer.claims().subject("  "), "subject is empty");
        for (String subject : List.of("42", "[\"a\"]", "{}", "null", "true")) {
            String rest = ",\"aud\":\"clarify\",\"iss\":\"" + Issuer.URL + "\",\"exp\":4000000000}";
            assertRefused(verifier(), signed("{\"sub\":" + subject + rest), "subject is not a text");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"exp\":\"tomorrow\"}",
                "{\"exp\":1e400}",
                "{\"aud\":{}}",
                "{\"iss\":{\"a\":1}}"
            })
    void a_payload_that_is_no_set_of_claims_is_the_bearers_fault(String payload) {
        assertRefused(verifier(), signed(payload), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                ".",
                "..",
                "...",
                "....",
                "a.b.c",
                "e30.e30.",
                "e30.e30.e30",
                "eyJhbGciOiJSUzI1NiJ9..",
                "eyJhbGciOjF9.e30.e30",
                "eyJhbGciOiJub25lIn0.e30.",
                "\u0000",
                "\u05d0.\u05d1.\u05d2"
            })
    void what_is_no_token_is_the_bearers_fault(String token) {
        assertRefused(verifier(), token, "");
    }

    @Test
    void deep_json_is_the_bearers_fault() {
        assertRefused(verifier(), signed("{\"a\":" + "[".repeat(3000) + "]".repeat(3000) + "}"), "");
    }

    private static String signed(String payload) {
        try {
            var token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first").build(), new Payload(payload));
            token.sign(new RSASSASigner(ISSUER.key));
            return token.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void only_the_issuers_signature_counts() throws Exception {
        String good = ISSUER.sign(Issuer.claims());
        String unsigned = new PlainJWT(Issuer.claims().build()).serialize();
        var hmac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
                Issuer.claims().build());
        hmac.sign(new MACSigner(ISSUER.keys().toString().getBytes(StandardCharsets.UTF_8)));

        assertRefused(verifier(), new Issuer("first").sign(Issuer.claims()), "signature");
        assertRefused(verifier(), good.substring(0, good.lastIndexOf('.') + 1), "");
        assertRefused(verifier(), unsigned, "nsecured");
        assertRefused(verifier(), hmac.serialize(), "no matching key");
    }

    @Test
    void the_algorithm_can_be_fixed() {
        assertRefused(
                verifier("mp.jwt.verify.publickey.algorithm", "PS256"),
                ISSUER.sign(Issuer.claims()),
                "no matching key");
        assertThat(verifier("mp.jwt.verify.publickey.algorithm", "RS256").verify(ISSUER.sign(Issuer.claims())))
                .isNotNull();
    }

    /** None of them has an id. */
    @Test
    void the_keys_of_two_curves_verify_each_its_own_tokens() throws Exception {
        List<ECKey> curves =
                List.of(new ECKeyGenerator(Curve.P_256).generate(), new ECKeyGenerator(Curve.P_384).generate());
        TokenVerifier verifier = verifier("mp.jwt.verify.publickey", new JWKSet(List.copyOf(curves)).toString());

        for (ECKey key : curves) {
            var signer = new ECDSASigner(key);
            JWSAlgorithm algorithm = signer.supportedJWSAlgorithms().iterator().next();
            var token = new SignedJWT(new JWSHeader(algorithm), Issuer.claims().build());
            token.sign(signer);

            assertThat(verifier.verify(token.serialize())).isNotNull();
        }
    }

    @Test
    void a_key_in_pem_verifies_whatever_key_a_token_names() throws Exception {
        String der =
                Base64.getEncoder().encodeToString(ISSUER.key.toRSAPublicKey().getEncoded());

        assertThat(verifier("mp.jwt.verify.publickey", der).verify(ISSUER.sign(Issuer.claims())))
                .isNotNull();
    }

    @Test
    void without_issuer_or_key_every_token_is_refused() {
        assertRefused(verifier("mp.jwt.verify.issuer", ""), ISSUER.sign(Issuer.claims()), "no issuer or no key");
        assertRefused(verifier("mp.jwt.verify.publickey", ""), ISSUER.sign(Issuer.claims()), "no issuer or no key");
    }

    @Test
    void a_subject_of_another_form_is_nobody_or_has_an_id_of_its_own() {
        String token = ISSUER.sign(Issuer.claims().subject("auth0|5f7c8ec7c33c6c004bbafe82"));

        assertThat(verifier().verify(token).user()).isEmpty();
        assertThat(verifier("clarify.jwt.subjects", "any").verify(token).user())
                .contains(Uuids.ofUrl(Issuer.URL + "#auth0|5f7c8ec7c33c6c004bbafe82"));
        assertThat(verifier("clarify.jwt.subjects", "any")
                        .verify(ISSUER.sign(Issuer.claims()))
                        .user())
                .contains(UUID.fromString(Issuer.MAYA));
    }

    @Test
    void what_is_decided_is_counted() {
        var registry = new SimpleMeterRegistry();
        TokenVerifier verifier = verifier(registry);
        TokenVerifier withoutKeys = verifier(
                registry,
                "mp.jwt.verify.publickey",
                "",
                "mp.jwt.verify.publickey.location",
                "https://localhost:1/keys");

        verifier.verify(ISSUER.sign(Issuer.claims()));
        assertRefused(verifier, "nonsense", "malformed");
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> withoutKeys.verify(ISSUER.sign(Issuer.claims())));

        assertThat(registry.find("clarify.tokens").counters())
                .hasSize(3)
                .allSatisfy(counter -> assertThat(counter.count())
                        .as(counter.getId().getTag("outcome"))
                        .isEqualTo(1));
    }

    @Test
    void what_a_bearer_is_told_fits_into_a_header() {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() ->
                        verifier().verify(ISSUER.sign(Issuer.claims().issuer("\"\\\r\n\u05d0" + "x".repeat(500)))))
                .satisfies(refused -> assertThat(refused.getMessage()).matches("[ -!#-\\[\\]-~]{1,203}"));
    }
}
