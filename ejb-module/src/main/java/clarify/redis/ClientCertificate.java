package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * As whom this node shows itself, whoever the other side says it wants: a refusal by Redis tells more than no certificate.
 * Immutable.
 */
final class ClientCertificate extends X509ExtendedKeyManager {

    private static final String ALIAS = "clarify";

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /** Whether what the key signs is what the certificate verifies. */
    static boolean fit(X509Certificate certificate, PrivateKey key) {
        byte[] text = "any".getBytes(US_ASCII);
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return keyTypes != null
                        && Arrays.asList(keyTypes)
                                .contains(chain.get(0).getPublicKey().getAlgorithm())
                ? ALIAS
                : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(@Nullable String alias) {
        return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(@Nullable String alias) {
        return key;
    }

    // What only servers and blocking sockets ask for.

    @Override
    public @Nullable String chooseClientAlias(
            String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            @Nullable String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
