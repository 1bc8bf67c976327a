package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.settings.Settings;
import clarify.settings.SettingsReview;
import clarify.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong file stops the start with a sentence that names the setting and shows nothing of the file. */
class TlsFilesTest {

    private static final TestCertificate CA = TestCertificate.authority("the CA");
    private static final TestCertificate OWN = CA.sign("a node");

    private final Map<String, String> settings = new HashMap<>(Map.of("clarify.redis.uri", "rediss://host"));
    private final Path directory;

    TlsFilesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private void set(String name, Path file) {
        settings.put("clarify.redis.tls." + name, file.toString());
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "tls", ".pem"), content);
    }

    private RedisSettings read() {
        return RedisSettings.read(settings());
    }

    private Settings settings() {
        return new Settings(name -> Optional.ofNullable(settings.get(name)));
    }

    private void assertRefused(String setting, String... words) {
        assertThatThrownBy(this::read)
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("Setting clarify.redis.tls." + setting + " ")
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("s3cret")
                .message()
                .matches(".*[^.]\\.")
                .doesNotContain("\n");
        SettingsReview review = SettingsReview.of(settings(), List.of(RedisSettings::read));
        assertThat(review.complaints()).hasSize(1);
    }

    @Test
    void without_files_the_trust_store_of_the_jvm_counts() {
        assertThat(read().tls().orElseThrow().all()).isEmpty();
    }

    @Test
    void all_three_files_may_be_set_and_one_may_hold_several_things() throws IOException {
        Path all = file("text before\n" + OWN.keyPem() + OWN.pem() + "between\n" + CA.pem());
        set("ca-file", all);
        set("cert-file", all);
        set("key-file", all);

        assertThat(read().tls().orElseThrow().all()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca-file", "cert-file", "key-file"})
    void a_file_that_is_not_there(String name) {
        set(name, directory.resolve("nowhere"));

        assertRefused(name, directory.resolve("nowhere").toString(), "is not there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca-file", "cert-file", "key-file"})
    void a_directory(String name) {
        set(name, directory);

        assertRefused(name, "is no file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca-file", "cert-file"})
    void a_file_without_a_certificate(String name) throws IOException {
        set(name, file("s3cret" + OWN.keyPem()));

        assertRefused(name, "there is no certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca-file", "cert-file"})
    void a_certificate_that_is_none(String name) throws IOException {
        set(name, file(CA.pem() + TestCertificate.pem("CERTIFICATE", new byte[100])));

        assertRefused(name, "a certificate cannot be read");
    }

    @Test
    void a_key_that_is_none() throws IOException {
        set("cert-file", OWN.certificateIn(directory));
        set("key-file", file(OWN.pem()));
        assertRefused("key-file", "there is no key");

        set("key-file", file(TestCertificate.pem("PRIVATE KEY", "s3cret".getBytes(US_ASCII))));
        assertRefused("key-file", "RSA, EC or EdDSA");

        set("key-file", file("-----BEGIN PRIVATE KEY-----\n!!s3cret=!!\n-----END PRIVATE KEY-----\n"));
        assertRefused("key-file", "names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void a_key_in_a_form_that_must_be_converted(String label) throws IOException {
        set("cert-file", OWN.certificateIn(directory));
        set("key-file", file(TestCertificate.pem(label, OWN.key().getEncoded())));

        assertRefused("key-file", "openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void a_key_of_another_certificate() throws IOException {
        set("cert-file", OWN.certificateIn(directory));
        set("key-file", CA.keyIn(directory));
        assertRefused("key-file", "is not that of the first certificate", "clarify.redis.tls.cert-file");

        set("key-file", CA.signRsa("another").keyIn(directory));
        assertRefused("key-file", "is not that of the first certificate");
    }

    @Test
    void only_one_of_the_pair() {
        set("cert-file", OWN.certificateIn(directory));
        assertRefused("cert-file", "needs clarify.redis.tls.key-file");

        settings.remove("clarify.redis.tls.cert-file");
        set("key-file", OWN.keyIn(directory));
        assertRefused("key-file", "needs clarify.redis.tls.cert-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca-file", "cert-file"})
    void a_file_for_a_connection_without_tls(String name) {
        set(name, CA.certificateIn(directory));
        settings.put("clarify.redis.uri", "redis://host");

        assertRefused(name, "has no effect with redis://", "write rediss://");
    }

    @Test
    void without_a_redis_nothing_is_protected() {
        set("ca-file", CA.certificateIn(directory));
        settings.remove("clarify.redis.uri");

        assertThat(read().tls()).isEmpty();
    }
}
