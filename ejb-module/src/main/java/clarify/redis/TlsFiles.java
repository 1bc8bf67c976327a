package clarify.redis;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom this node trusts to be Redis, and as whom it shows itself, as files in PEM. Immutable.
 *
 * @param ca certificates of those who sign that of Redis; empty: those of the JVM's trust store
 * @param certificate of this node, then those that lead to its CA; empty: none
 * @param key of the certificate; empty: none
 */
record TlsFiles(Optional<PemFile> ca, Optional<PemFile> certificate, Optional<PemFile> key) {

    static final String CA_NAME = "clarify.redis.tls.ca-file";
    static final String CERTIFICATE_NAME = "clarify.redis.tls.cert-file";
    static final String KEY_NAME = "clarify.redis.tls.key-file";

    private static final String VALUES = "path of a PEM file";

    static final Setting<Optional<PemFile>> CA =
            Setting.optional(CA_NAME, VALUES, path -> withCertificates(CA_NAME, path));
    static final Setting<Optional<PemFile>> CERTIFICATE =
            Setting.optional(CERTIFICATE_NAME, VALUES, path -> withCertificates(CERTIFICATE_NAME, path));
    static final Setting<Optional<PemFile>> KEY = Setting.optional(KEY_NAME, VALUES, TlsFiles::withKey);

    private static PemFile withCertificates(String setting, String path) {
        PemFile file = PemFile.of(setting, path);
        var unused = file.certificates();
        return file;
    }

    private static PemFile withKey(String path) {
        PemFile file = PemFile.of(KEY_NAME, path);
        var unused = file.privateKey();
        return file;
    }

    /**
     * @param uri where Redis is
     * @return how connections to it are protected; empty: not at all
     * @throws WrongSetting if a file cannot be used, or has no effect
     */
    static Optional<TlsFiles> read(Settings settings, Optional<RedisUri> uri) {
        TlsFiles files = new TlsFiles(settings.get(CA), settings.get(CERTIFICATE), settings.get(KEY));
        if (uri.isEmpty()) {
            return Optional.empty();
        }
        if (!uri.get().tls()) {
            files.all().findFirst().ifPresent(file -> {
                throw new WrongSetting(
                        file.setting(), "has no effect with redis:// in " + RedisUri.SETTING + "; write rediss://");
            });
            return Optional.empty();
        }
        var unused = files.context();
        return Optional.of(files);
    }

    Stream<PemFile> all() {
        return Stream.of(ca, certificate, key).flatMap(Optional::stream);
    }

    /**
     * Reads the files.
     *
     * @throws WrongSetting if one cannot be used, or certificate and key do not belong together
     */
    SSLContext context() {
        KeyManager[] keys = clientCertificate().stream().toArray(KeyManager[]::new);
        TrustManager[] trusted = trusted();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no TLS", e);
        }
    }

    private Optional<ClientCertificate> clientCertificate() {
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        PemFile certificates = certificate.orElseThrow(() -> lone(KEY_NAME, CERTIFICATE_NAME));
        PemFile keys = key.orElseThrow(() -> lone(CERTIFICATE_NAME, KEY_NAME));
        List<X509Certificate> chain = certificates.certificates();
        PrivateKey own = keys.privateKey();
        if (!ClientCertificate.fit(chain.get(0), own)) {
            throw keys.wrong("whose key is not that of the first certificate in " + certificates.path() + " ("
                    + CERTIFICATE_NAME + ")");
        }
        return Optional.of(new ClientCertificate(chain, own));
    }

    private static WrongSetting lone(String set, String missing) {
        return new WrongSetting(set, "needs " + missing + " beside it, which is not set");
    }

    private TrustManager[] trusted() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors());
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new WrongSetting(
                    CA_NAME,
                    ca.isPresent()
                            ? "names certificates that this JVM cannot use"
                            : "must be set, as the trust store of this JVM cannot be read");
        }
    }

    /** Null stands for the trust store of the JVM. */
    private @Nullable KeyStore anchors() throws GeneralSecurityException, IOException {
        if (ca.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        List<X509Certificate> certificates = ca.get().certificates();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        return store;
    }
}
