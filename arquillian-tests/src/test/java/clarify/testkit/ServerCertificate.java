package clarify.testkit;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate for 127.0.0.1 that nobody else has signed, and its key, as PEM files. */
final class ServerCertificate {
    private static final String PASSWORD = "change-me";
    private static final String ALIAS = "server";

    final Path certificate;
    final Path key;

    ServerCertificate() {
        try {
            Path directory = Files.createTempDirectory("certificate");
            Path store = directory.resolve("server.p12");
            Programs.output(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=127.0.0.1",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-ext",
                    "bc:c",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD);
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            certificate = write(
                    directory.resolve("server.crt"),
                    "CERTIFICATE",
                    keys.getCertificate(ALIAS).getEncoded());
            key = write(
                    directory.resolve("server.key"),
                    "PRIVATE KEY",
                    keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With them in its configuration, Redis speaks TLS at that port, and wants no certificate of its clients. */
    List<String> linesOfRedis(int tlsPort) {
        return List.of(
                "tls-port " + tlsPort,
                "tls-auth-clients no",
                "tls-cert-file " + certificate,
                "tls-key-file " + key,
                "tls-ca-cert-file " + certificate);
    }

    /** Writes this one into the files of the other. */
    void replace(ServerCertificate other) {
        try {
            Files.copy(certificate, other.certificate, REPLACE_EXISTING);
            Files.copy(key, other.key, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        String pem = "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
        return Files.writeString(file, pem, StandardCharsets.US_ASCII);
    }
}
