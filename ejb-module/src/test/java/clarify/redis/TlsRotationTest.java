package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of TLS that change while the application runs. */
class TlsRotationTest {

    private static final TestCertificate CA = TestCertificate.authority("the CA");
    private static final TestCertificate NEXT_CA = TestCertificate.authority("the next CA");
    private static final TestCertificate OF_SERVER = CA.sign("localhost");

    private final Path directory;
    private final Path authorities;
    private final Path certificate;
    private final Path key;

    TlsRotationTest(@TempDir Path directory) {
        this.directory = directory;
        this.authorities = directory.resolve("ca.crt");
        this.certificate = directory.resolve("tls.crt");
        this.key = directory.resolve("tls.key");
    }

    /** As whoever renews certificates does it: nobody sees a half. */
    private void write(Path file, String content) throws IOException {
        Path next = Files.writeString(Files.createTempFile(directory, "next", ""), content);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private RedisCalls calls(TlsServer server) {
        return new RedisCalls(
                server.uri(),
                Map.of(
                        "clarify.redis.tls.ca-file",
                        authorities.toString(),
                        "clarify.redis.tls.cert-file",
                        certificate.toString(),
                        "clarify.redis.tls.key-file",
                        key.toString(),
                        "clarify.redis.connect-timeout",
                        "PT20S",
                        "clarify.redis.read-timeout",
                        "PT20S"),
                InetAddress::getAllByName);
    }

    private void show(TestCertificate own) throws IOException {
        write(certificate, own.pem());
        write(key, own.keyPem());
    }

    private static boolean connects(RedisCalls calls) {
        return calls.redis.greet().orElseThrow().failure().isEmpty();
    }

    private static void look(RedisCalls calls, int times) {
        for (int i = 0; i < times; i++) {
            calls.redis.tryAgainIfDue();
        }
    }

    @Test
    void a_new_authority_counts_without_a_restart() throws IOException {
        write(authorities, NEXT_CA.pem());
        show(CA.sign("a node"));
        try (TlsServer server = TlsServer.start(TlsServer.Kind.RELAY, OF_SERVER, CA, directory);
                RedisCalls calls = calls(server)) {
            assertThat(connects(calls)).isFalse();

            write(authorities, NEXT_CA.pem() + CA.pem());
            look(calls, 2);

            assertThat(connects(calls)).isTrue();
            assertThat(calls.logged.count("were read again")).isEqualTo(1);
        }
    }

    @Test
    void a_new_pair_counts_when_both_are_there() throws IOException {
        write(authorities, CA.pem());
        show(NEXT_CA.sign("a node"));
        try (TlsServer server = TlsServer.demanding(TlsServer.Kind.RELAY, OF_SERVER, CA, directory);
                RedisCalls calls = calls(server)) {
            assertThat(connects(calls)).isFalse();
            TestCertificate next = CA.sign("a node");

            write(certificate, next.pem());
            look(calls, 1);
            write(key, next.keyPem());
            look(calls, 3);

            assertThat(connects(calls)).isTrue();
            assertThat(calls.logged.list())
                    .singleElement()
                    .satisfies(record -> assertThat(record.getMessage()).contains("were read again"));
        }
    }

    @Test
    void what_cannot_be_used_changes_nothing_and_is_one_line_until_it_can() throws IOException {
        write(authorities, CA.pem());
        show(CA.sign("a node"));
        try (TlsServer server = TlsServer.demanding(TlsServer.Kind.RELAY, OF_SERVER, CA, directory);
                RedisCalls calls = calls(server)) {
            write(key, "no key");
            look(calls, 5);
            assertThat(connects(calls)).isTrue();
            assertThat(calls.logged.list())
                    .singleElement()
                    .satisfies(record -> assertThat(record.getMessage())
                            .startsWith(
                                    "Setting clarify.redis.tls.key-file names " + key + ", in which there is no key")
                            .endsWith("What was read before stays in use."));

            Files.delete(key);
            look(calls, 5);
            assertThat(connects(calls)).isTrue();
            assertThat(calls.logged.count("which is not there")).isEqualTo(1);

            show(CA.sign("a node"));
            look(calls, 2);
            assertThat(connects(calls)).isTrue();
            assertThat(calls.logged.list()).hasSize(3);
        }
    }

    /** As after a change of rights, which is no change of the file: here for whoever may read everything, too. */
    @Test
    void what_could_not_be_used_is_tried_again_though_it_looks_the_same() throws IOException {
        TestCertificate next = CA.sign("a node");
        FileTime renewed = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        write(authorities, CA.pem());
        show(NEXT_CA.sign("a node"));
        try (TlsServer server = TlsServer.demanding(TlsServer.Kind.RELAY, OF_SERVER, CA, directory);
                RedisCalls calls = calls(server)) {
            write(certificate, next.pem());
            write(key, "x".repeat(next.keyPem().length()));
            Files.setLastModifiedTime(key, renewed);
            look(calls, 5);
            assertThat(calls.logged.list()).hasSize(1);

            Files.writeString(key, next.keyPem(), StandardOpenOption.WRITE);
            Files.setLastModifiedTime(key, renewed);
            look(calls, 5);

            assertThat(connects(calls)).isTrue();
            assertThat(calls.logged.count("were read again")).isEqualTo(1);
            assertThat(calls.logged.list()).hasSize(2);
        }
    }

    @Test
    void another_reason_is_another_line_though_the_file_looks_the_same() throws IOException {
        FileTime renewed = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        String noCertificate = TestCertificate.pem("CERTIFICATE", new byte[100]);
        write(authorities, CA.pem());
        show(CA.sign("a node"));
        try (TlsServer server = TlsServer.demanding(TlsServer.Kind.RELAY, OF_SERVER, CA, directory);
                RedisCalls calls = calls(server)) {
            write(authorities, "x".repeat(noCertificate.length()));
            Files.setLastModifiedTime(authorities, renewed);
            look(calls, 5);
            Files.writeString(authorities, noCertificate, StandardOpenOption.WRITE);
            Files.setLastModifiedTime(authorities, renewed);
            look(calls, 5);

            assertThat(calls.logged.count("there is no certificate")).isEqualTo(1);
            assertThat(calls.logged.count("a certificate cannot be read")).isEqualTo(1);
            assertThat(calls.logged.list()).hasSize(2);
        }
    }

    /** Only as somebody who may not read everything. */
    @Test
    void a_key_that_becomes_readable_counts() throws IOException {
        TestCertificate next = CA.sign("a node");
        write(authorities, CA.pem());
        show(NEXT_CA.sign("a node"));
        try (TlsServer server = TlsServer.demanding(TlsServer.Kind.RELAY, OF_SERVER, CA, directory);
                RedisCalls calls = calls(server)) {
            show(next);
            Files.setPosixFilePermissions(key, Set.of());
            assumeThat(Files.isReadable(key)).isFalse();
            look(calls, 5);
            assertThat(calls.logged.count("which cannot be read")).isEqualTo(1);

            Files.setPosixFilePermissions(key, Set.of(PosixFilePermission.OWNER_READ));
            look(calls, 5);

            assertThat(connects(calls)).isTrue();
            assertThat(calls.logged.list()).hasSize(2);
        }
    }

    /** What was read before is read once more, so that the log says that all is well. */
    @Test
    void files_that_are_what_they_were_again_are_told() throws IOException {
        write(authorities, CA.pem());
        show(CA.sign("a node"));
        try (TlsServer server = TlsServer.demanding(TlsServer.Kind.RELAY, OF_SERVER, CA, directory);
                RedisCalls calls = calls(server)) {
            Path away = Files.move(key, directory.resolve("away"));
            look(calls, 5);
            Files.move(away, key);
            look(calls, 5);

            assertThat(connects(calls)).isTrue();
            assertThat(calls.logged.count("which is not there")).isEqualTo(1);
            assertThat(calls.logged.count("were read again")).isEqualTo(1);
            assertThat(calls.logged.list()).hasSize(2);
        }
    }

    @Test
    void files_that_stay_as_they_are_are_not_read_again() throws IOException {
        write(authorities, CA.pem());
        show(CA.sign("a node"));
        try (TlsServer server = TlsServer.start(TlsServer.Kind.RELAY, OF_SERVER, CA, directory);
                RedisCalls calls = calls(server)) {
            look(calls, 5);

            assertThat(connects(calls)).isTrue();
            assertThat(calls.logged.list()).isEmpty();
        }
    }
}
