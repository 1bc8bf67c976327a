package clarify.token;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads public keys in the forms that MicroProfile JWT names: PEM, a JSON Web Key or a set of them, or the base64 of either.
 * RSA of at least 2048 bits and elliptic curves.
 */
final class PublicKeys {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([^-]+)-----END \\1-----");

    private static final int LEAST_BITS = 2048;

    private PublicKeys() {}

    /**
     * Reads all that can verify a signature.
     *
     * @throws IllegalArgumentException if there is none; the message quotes nothing
     */
    static JWKSet parse(String text) {
        List<JWK> keys;
        try {
            keys = any(text.strip()).stream().filter(PublicKeys::isStrong).toList();
        } catch (GeneralSecurityException | ParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no public key in PEM, and no JSON Web Key", e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no public key of RSA with 2048 bits or of an elliptic curve");
        }
        return new JWKSet(keys);
    }

    private static List<JWK> any(String text) throws GeneralSecurityException, ParseException {
        if (text.startsWith("{")) {
            return json(text);
        }
        if (text.startsWith("-----")) {
            return pem(text);
        }
        byte[] decoded = Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
        String inside = new String(decoded, StandardCharsets.UTF_8).strip();
        return inside.startsWith("{") || inside.startsWith("-----") ? any(inside) : List.of(jwk(key(decoded)));
    }

    private static List<JWK> json(String text) throws ParseException {
        Map<String, Object> json = JSONObjectUtils.parse(text);
        Stream<JWK> all = json.get("keys") instanceof List<?> set
                ? set.stream().filter(Objects::nonNull).flatMap(PublicKeys::readable)
                : Stream.of(JWK.parse(json));
        return all.filter(AsymmetricJWK.class::isInstance).map(JWK::toPublicJWK).toList();
    }

    /** What cannot be read is left out of a set: RFC 7517, 5. */
    private static Stream<JWK> readable(Object key) {
        try {
            return JWKSet.parse(Map.of("keys", List.of(key))).getKeys().stream();
        } catch (ParseException | RuntimeException e) {
            return Stream.empty();
        }
    }

    /** RFC 7518, 3.3. */
    private static boolean isStrong(JWK key) {
        return !(key instanceof RSAKey rsa) || rsa.size() >= LEAST_BITS;
    }

    private static List<JWK> pem(String text) throws GeneralSecurityException {
        List<JWK> keys = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            byte[] content = Base64.getMimeDecoder().decode(block.group(2));
            keys.add(jwk(block.group(1).equals("CERTIFICATE") ? keyOfCertificate(content) : key(content)));
        }
        return keys;
    }

    private static PublicKey keyOfCertificate(byte[] content) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(content))
                .getPublicKey();
    }

    private static PublicKey key(byte[] content) throws GeneralSecurityException {
        var encoded = new X509EncodedKeySpec(content);
        try {
            return KeyFactory.getInstance("RSA").generatePublic(encoded);
        } catch (GeneralSecurityException e) {
            return KeyFactory.getInstance("EC").generatePublic(encoded);
        }
    }

    private static JWK jwk(PublicKey key) throws GeneralSecurityException {
        if (key instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).build();
        }
        if (key instanceof ECPublicKey ec && Curve.forECParameterSpec(ec.getParams()) != null) {
            return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
        }
        throw new GeneralSecurityException("A key of another kind");
    }
}
