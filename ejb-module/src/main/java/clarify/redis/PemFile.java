package clarify.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import clarify.settings.WrongSetting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file in PEM that a setting names. What is wrong with it is a {@link WrongSetting}, which tells the path and nothing of
 * what the file holds. Immutable; it is read anew each time.
 */
record PemFile(String setting, Path path) {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private static final long LARGEST = 4L * 1024 * 1024;

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private static final String CONVERT =
            "; write it anew first: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem";

    /** @throws WrongSetting if that cannot be a path */
    static PemFile of(String setting, String path) {
        try {
            return new PemFile(setting, Path.of(path));
        } catch (InvalidPathException e) {
            throw new WrongSetting(setting, "must be the path of a file, but is '" + path + "'");
        }
    }

    /** @return at least one, in the order of the file */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = blocks().filter(
                        block -> block.group(1).equals("CERTIFICATE"))
                .map(this::certificate)
                .toList();
        if (certificates.isEmpty()) {
            throw wrong("in which there is no certificate (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    /** The first one, of RSA, EC or EdDSA. */
    PrivateKey privateKey() {
        MatchResult block = blocks().filter(each -> each.group(1).endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> wrong("in which there is no key (-----BEGIN PRIVATE KEY-----)"));
        return switch (block.group(1)) {
            case "PRIVATE KEY" -> privateKey(block);
            case "ENCRYPTED PRIVATE KEY" ->
                throw wrong("whose key is encrypted, and nobody types its password" + CONVERT);
            default -> throw wrong("whose key is not in the form PKCS#8 (-----BEGIN PRIVATE KEY-----)" + CONVERT);
        };
    }

    private PrivateKey privateKey(MatchResult block) {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(bytes(block));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException e) {
                // It is of another algorithm.
            }
        }
        throw wrong("whose key cannot be read as one of RSA, EC or EdDSA");
    }

    private X509Certificate certificate(MatchResult block) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes(block)));
        } catch (CertificateException e) {
            throw wrong("in which a certificate cannot be read");
        }
    }

    private byte[] bytes(MatchResult block) {
        try {
            return Base64.getMimeDecoder().decode(block.group(2).strip());
        } catch (IllegalArgumentException e) {
            throw wrong("in which something is not base64");
        }
    }

    private Stream<MatchResult> blocks() {
        return BLOCK.matcher(text()).results();
    }

    /** A pipe or a device would be read for ever. */
    private String text() {
        if (!Files.exists(path)) {
            throw wrong("which is not there");
        }
        if (!Files.isRegularFile(path)) {
            throw wrong("which is no file");
        }
        try {
            if (Files.size(path) > LARGEST) {
                throw wrong("which is larger than " + LARGEST + " bytes");
            }
            return Files.readString(path, ISO_8859_1);
        } catch (IOException e) {
            throw wrong("which cannot be read");
        }
    }

    /** @param problem the end of a sentence */
    WrongSetting wrong(String problem) {
        return new WrongSetting(setting, "names " + path + ", " + problem);
    }
}
