package clarify.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {

    private final RSAKey rsa;
    private final ECKey ec;
    private final OctetSequenceKey secret;

    PublicKeysTest() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
        secret = new OctetSequenceKeyGenerator(256).generate();
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String url64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertReads(String text, JWK... keys) throws Exception {
        List<JWK> read = PublicKeys.parse(text).getKeys();

        assertThat(read).hasSize(keys.length).noneMatch(JWK::isPrivate);
        for (int i = 0; i < keys.length; i++) {
            assertThat(read.get(i).computeThumbprint()).isEqualTo(keys[i].computeThumbprint());
        }
    }

    @Test
    void pem_der_and_keys_as_json_are_read() throws Exception {
        byte[] der = rsa.toRSAPublicKey().getEncoded();
        byte[] ecDer = ec.toECPublicKey().getEncoded();

        assertReads(pem(der), rsa);
        assertReads("\n" + pem(der).replace("\n", "\r\n") + pem(ecDer), rsa, ec);
        assertReads(Base64.getEncoder().encodeToString(der), rsa);
        assertReads(Base64.getEncoder().encodeToString(ecDer), ec);
        assertReads(rsa.toPublicJWK().toJSONString(), rsa);
        assertReads(new JWKSet(List.of(rsa, ec)).toString(), rsa, ec);
        assertReads(url64(rsa.toPublicJWK().toJSONString()), rsa);
        assertReads(url64(new JWKSet(ec).toString()), ec);
        assertReads(Base64.getEncoder().encodeToString(pem(der).getBytes(StandardCharsets.US_ASCII)), rsa);
    }

    @Test
    void a_private_key_becomes_the_public_one_and_a_secret_is_left_out() throws Exception {
        assertReads(rsa.toJSONString(), rsa);
        assertReads(new JWKSet(List.of(secret, ec)).toString(false), ec);
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKeys.parse(secret.toJSONString()));
    }

    /** RFC 7517, 5. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kty':'EC','crv':'brainpoolP256r1','x':'AQAB','y':'AQAB'}",
                "{'kty':'OKP','crv':'Ed999','x':'AQAB'}",
                "{'kty':'AKP','alg':'ML-DSA-44','pub':'AQAB'}",
                "{'kty':'RSA','n':'AQAB'}",
                "{'kty':'RSA','n':'AQAB','e':'AQAB','x5c':['AAAA']}",
                "{'kid':'a'}",
                "{}",
                "5",
                "null"
            })
    void a_key_that_cannot_be_read_hides_no_other(String key) throws Exception {
        String good = rsa.toPublicJWK().toJSONString();

        assertReads("{\"keys\":[" + key.replace('\'', '"') + "," + good + "]}", rsa);
    }

    @Test
    void a_key_of_rsa_that_is_too_short_is_left_out() throws Exception {
        RSAKey weak = new RSAKeyGenerator(1024, true).generate();

        assertReads(new JWKSet(List.of(weak, ec)).toString(), ec);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeys.parse(pem(weak.toRSAPublicKey().getEncoded())))
                .withMessageContaining("2048 bits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "key.pem",
                "{",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":1}",
                "{\"kty\":\"RSA\"}",
                "AAAA",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
            })
    void anything_else_is_refused_and_not_quoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeys.parse(text))
                .withMessageStartingWith("no public key");
    }
}
