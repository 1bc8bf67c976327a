package clarify.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** What does not fit between this node and a real Redis with TLS is one failed call each time, and one line that says what to do. */
class TlsTest {

    private static final TestCertificate CA = TestCertificate.authority("the CA");
    private static final TestCertificate OTHER_CA = TestCertificate.authority("another CA");
    private static final TestCertificate OF_SERVER = CA.sign("localhost", "127.0.0.1");

    private final Map<String, String> settings = new HashMap<>();
    private final Path directory;

    TlsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private void set(String name, Object value) {
        settings.put("clarify.redis." + name, value.toString());
    }

    private void trust(TestCertificate authority) {
        set("tls.ca-file", authority.certificateIn(directory));
    }

    private void show(TestCertificate own) {
        set("tls.cert-file", own.certificateIn(directory));
        set("tls.key-file", own.keyIn(directory));
    }

    private TlsServer server(TlsServer.Kind kind, TestCertificate own) {
        return TlsServer.start(kind, own, CA, directory);
    }

    private RedisCalls calls(String uri) {
        Map<String, String> all =
                new HashMap<>(Map.of("clarify.redis.connect-timeout", "PT20S", "clarify.redis.read-timeout", "PT20S"));
        all.putAll(settings);
        return new RedisCalls(uri, all, host -> InetAddress.getAllByName(host.replaceFirst("\\.$", "")));
    }

    private void assertWorks(String uri) {
        try (RedisCalls calls = calls(uri)) {
            calls.set("key", "value");

            assertThat(calls.get("key")).contains("value");
            assertThat(calls.redis.greet().orElseThrow().failure()).isEmpty();
            assertThat(calls.logged.list()).isEmpty();
        }
    }

    /** @param words of the one line */
    private void assertFails(String uri, String... words) {
        try (RedisCalls calls = calls(uri)) {
            assertThat(calls.redis.greet().orElseThrow().failure().orElseThrow())
                    .contains(words)
                    .doesNotContain("s3cret", "Exception");
            assertThat(calls.redis.hasAnswered()).isFalse();
            assertThat(calls.logged.list()).isEmpty();

            assertThat(calls.get("key")).isEmpty();

            assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(1);
            assertThat(calls.logged.list()).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARNING);
                assertThat(line.getMessage())
                        .startsWith("Redis failed: operation=get key=key: ")
                        .contains(words)
                        .doesNotContain("s3cret");
                assertThat(line.getThrown()).isNull();
            });
            assertThat(calls.get("key")).isEmpty();
            assertThat(calls.get("key")).isEmpty();
            assertThat(calls.redis.isEnabled()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_whose_certificate_is_for_its_name_or_address_is_used(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = server(kind, OF_SERVER)) {
            assertWorks(server.uri());
            assertWorks("rediss://127.0.0.1:" + server.port());
            assertWorks("rediss://localhost.:" + server.port() + "/3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_of_several_authorities_in_the_file_is_enough_and_rsa_works_too(TlsServer.Kind kind) throws Exception {
        set("tls.ca-file", Files.writeString(directory.resolve("all"), OTHER_CA.pem() + "text\n" + CA.pem()));
        try (TlsServer server = server(kind, CA.signRsa("localhost"))) {
            assertWorks(server.uri());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_client_certificate_that_is_wanted_is_shown(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = TlsServer.demanding(kind, OF_SERVER, CA, directory)) {
            show(CA.sign("a node"));
            assertWorks(server.uri());
            show(CA.signRsa("a node"));
            assertWorks(server.uri());
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_authority(TlsServer.Kind kind) {
        trust(OTHER_CA);
        try (TlsServer server = server(kind, OF_SERVER)) {
            assertFails(server.uri(), "signed by nobody whom clarify.redis.tls.ca-file names");
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_authority_of_the_same_name(TlsServer.Kind kind) {
        try (TlsServer server = server(kind, OF_SERVER)) {
            trust(TestCertificate.authority("the CA"));
            assertFails(server.uri(), "signed by nobody whom clarify.redis.tls.ca-file names");
            trust(TestCertificate.rsaAuthority("the CA"));
            assertFails(server.uri(), "signed by nobody whom clarify.redis.tls.ca-file names");
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_authority_that_the_trust_store_of_the_jvm_does_not_have(TlsServer.Kind kind) {
        try (TlsServer server = server(kind, OF_SERVER)) {
            assertFails(
                    server.uri(), "signed by nobody whom the JVM's trust store names", "Set clarify.redis.tls.ca-file");
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_host_name(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = server(kind, CA.sign("redis.example"))) {
            assertFails(server.uri(), "certificate of Redis is not for localhost", "clarify.redis.uri");
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_address_that_only_its_name_stands_for(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = server(kind, CA.sign("localhost"))) {
            assertFails("rediss://127.0.0.1:" + server.port(), "certificate of Redis is not for 127.0.0.1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_expired_certificate(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = server(kind, CA.signExpired("localhost"))) {
            assertFails(server.uri(), "certificate of Redis", "has expired. Renew it");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_certificate_of_tomorrow(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = server(kind, CA.signForTomorrow("localhost"))) {
            assertFails(server.uri(), "certificate of Redis is not valid yet", "clocks");
        }
    }

    @ParameterizedTest
    @EnumSource
    void plain_text_to_a_port_of_tls(TlsServer.Kind kind) {
        try (TlsServer server = server(kind, OF_SERVER)) {
            assertFails("redis://localhost:" + server.port(), "TLS at this port", "rediss:// in clarify.redis.uri");
        }
    }

    /** It waits for the end of a line, or finds one by chance in what is random. */
    @ParameterizedTest
    @EnumSource
    void tls_to_a_port_of_plain_text(TlsServer.Kind kind) {
        set("read-timeout", "PT0.3S");
        trust(CA);
        try (TlsServer server = server(kind, OF_SERVER)) {
            assertFails(
                    "rediss://localhost:" + server.plainPort(),
                    "does not speak TLS at this port",
                    "redis:// in clarify.redis.uri");
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_client_certificate_where_one_is_wanted(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = TlsServer.demanding(kind, OF_SERVER, CA, directory)) {
            assertFails(
                    server.uri(),
                    "wants a client certificate",
                    "set clarify.redis.tls.cert-file and clarify.redis.tls.key-file");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_client_certificate_of_another_authority(TlsServer.Kind kind) {
        trust(CA);
        show(OTHER_CA.sign("a node"));
        try (TlsServer server = TlsServer.demanding(kind, OF_SERVER, CA, directory)) {
            assertFails(server.uri(), "refuses the", "certificate of clarify.redis.tls.cert-file");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_user_or_a_password_that_is_wrong_or_not_there(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = server(kind, OF_SERVER)) {
            letInAnnOnly(server, "~*", "+@all");
            String uri = "rediss://ann:s3cret-of-uri@localhost:" + server.port();
            set("password", "s3cret");
            assertWorks(uri);
            set("user", "bob");
            assertFails(uri, "WRONGPASS", "clarify.redis.user and clarify.redis.password");
            set("user", "ann");
            set("password", "wrong-s3cret");
            assertFails(uri, "WRONGPASS", "clarify.redis.user and clarify.redis.password");
            settings.remove("clarify.redis.user");
            settings.remove("clarify.redis.password");
            assertFails(server.uri(), "NOAUTH", "set clarify.redis.password");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_right(TlsServer.Kind kind) {
        trust(CA);
        set("user", "ann");
        set("password", "s3cret");
        try (TlsServer server = server(kind, OF_SERVER)) {
            letInAnnOnly(server, "~*", "+echo", "+info", "+get");
            assertFails(server.uri(), "NOPERM", "'mget'", "give this user the rights that docs/redis.md lists");
        }
    }

    private static void letInAnnOnly(TlsServer server, String... rights) {
        try (Jedis client = server.client()) {
            client.aclSetUser("ann", "on", ">s3cret");
            client.aclSetUser("ann", rights);
            client.aclSetUser("default", "off");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_next_connection_resumes_the_session(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = server(kind, OF_SERVER);
                RecordingProxy wire = new RecordingProxy(server.port());
                RedisCalls calls = calls("rediss://localhost:" + wire.port())) {
            for (int i = 0; i < 2; i++) {
                assertThat(calls.redis.greet().orElseThrow().failure()).isEmpty();
            }

            List<Integer> lengths = wire.receivedLengths();
            assertThat(lengths).hasSize(2);
            assertThat(lengths.get(1)).isLessThan(lengths.get(0) - 300); // without a certificate
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobody_on_the_wire_reads_what_is_written_in_redis(TlsServer.Kind kind) {
        trust(CA);
        try (TlsServer server = server(kind, OF_SERVER);
                RecordingProxy wire = new RecordingProxy(server.port());
                RecordingProxy plainWire = new RecordingProxy(server.plainPort())) {
            assertThat(passing("rediss://localhost:" + wire.port(), wire)).noneMatch(text -> text.contains("canary"));
            settings.clear();
            assertThat(passing("redis://localhost:" + plainWire.port(), plainWire))
                    .allMatch(text -> text.contains("canary"));
        }
    }

    private List<String> passing(String uri, RecordingProxy wire) {
        try (RedisCalls calls = calls(uri)) {
            calls.set("key", "canary");
            assertThat(calls.get("key")).contains("canary");
            return List.of(new String(wire.sent(), ISO_8859_1), new String(wire.received(), ISO_8859_1));
        }
    }
}
