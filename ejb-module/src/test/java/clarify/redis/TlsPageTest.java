package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** What the part about TLS in docs/redis.md tells to type. Skipped without bash and openssl. */
class TlsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "redis.md");
    private static final Pattern BLOCK = Pattern.compile("```\\n(.*?)```", Pattern.DOTALL);

    private final Path directory;

    TlsPageTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void needsBashAndOpenssl() {
        for (String program : List.of("bash", "openssl")) {
            if (Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .noneMatch(place -> Files.isExecutable(Path.of(place, program)))) {
                abort(program + " is not here");
            }
        }
    }

    private static String part() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("\n## TLS\n");
        return page.substring(begin, page.indexOf("\n## ", begin + 1));
    }

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(part())
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private void run(String lines) throws Exception {
        Process bash = new ProcessBuilder("bash", "-e", "-c", lines)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
    }

    /** The files of both machines are here. */
    private String here(String text) {
        return text.replaceAll("/etc/(redis|clarify)/tls", directory.toString());
    }

    @Test
    void its_lines_lead_to_a_redis_that_is_read_over_tls() throws Exception {
        run(blocks().get(0));
        int tlsPort = RedisFixture.freePort();
        int plainPort = RedisFixture.freePort();
        RedisServer redis = redis(plainPort, tlsPort, List.of());
        try {
            makeUser(plainPort);
            try (RedisCalls calls = new RedisCalls(
                    setting("CLARIFY_REDIS_URI").replace("6379", String.valueOf(tlsPort)),
                    settings(),
                    host -> host.equals("redis.example")
                            ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                            : InetAddress.getAllByName(host))) {
                assertThat(calls.redis.greet().orElseThrow().failure()).isEmpty();
                calls.set("ctx:key", "value");
                assertThat(calls.get("ctx:key")).contains("value");
            }
        } finally {
            redis.stop();
        }
    }

    @Test
    void a_replica_has_the_data_of_a_master_that_speaks_tls_alone_with_the_line_for_it() throws Exception {
        String line = "tls-replication yes";
        assertThat(part()).contains("`" + line + "`");
        run(blocks().get(0));
        int tlsPort = RedisFixture.freePort();
        int replicaPort = RedisFixture.freePort();
        RedisServer master = redis(RedisFixture.freePort(), tlsPort, List.of());
        try {
            RedisServer replica =
                    redis(replicaPort, RedisFixture.freePort(), List.of(line, "replicaof 127.0.0.1 " + tlsPort));
            try (Jedis client = new Jedis("localhost", replicaPort)) {
                Awaitility.await("the replica")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> client.info("replication").contains("master_link_status:up"));
            } finally {
                replica.stop();
            }
        } finally {
            master.stop();
        }
    }

    /** As the page configures it, and with a port for this test to make the user. */
    private RedisServer redis(int plainPort, int tlsPort, List<String> more) throws IOException {
        RedisServerBuilder builder =
                RedisServer.newRedisServer().port(plainPort).setting("save \"\"");
        for (String line : here(blocks().get(1)).lines().toList()) {
            if (!line.startsWith("port ")) {
                builder.setting(line.startsWith("tls-port ") ? "tls-port " + tlsPort : line);
            }
        }
        more.forEach(builder::setting);
        RedisServer redis = builder.build();
        try {
            redis.start();
        } catch (IOException e) {
            abort("This redis-server was built without TLS: " + e.getMessage());
        }
        return redis;
    }

    private static void makeUser(int port) throws IOException {
        String rules = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("ACL SETUSER clarify "))
                .findFirst()
                .orElseThrow()
                .substring("ACL SETUSER clarify ".length());
        try (Jedis client = new Jedis("localhost", port)) {
            client.aclSetUser("clarify", rules.split(" "));
            client.aclSetUser("clarify", "~probe"); // the key that RedisCalls asks for
        }
    }

    private Map<String, String> settings() throws IOException {
        Map<String, String> settings =
                new HashMap<>(Map.of("clarify.redis.connect-timeout", "PT20S", "clarify.redis.read-timeout", "PT20S"));
        for (String name : List.of("user", "password")) {
            settings.put("clarify.redis." + name, setting("CLARIFY_REDIS_" + name.toUpperCase(Locale.ROOT)));
        }
        for (String name : List.of("ca", "cert", "key")) {
            settings.put(
                    "clarify.redis.tls." + name + "-file",
                    setting("CLARIFY_REDIS_TLS_" + name.toUpperCase(Locale.ROOT) + "_FILE"));
        }
        return settings;
    }

    private String setting(String variable) throws IOException {
        return Arrays.stream(here(blocks().get(2)).split("\n"))
                .filter(line -> line.startsWith(variable + "="))
                .findFirst()
                .orElseThrow()
                .substring(variable.length() + 1);
    }

    @Test
    void a_key_in_another_form_is_converted_by_its_line() throws Exception {
        String convert = "openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem";
        assertThat(part()).contains(convert);
        run("openssl ecparam -name prime256v1 -genkey -noout -out old.pem");
        assertThat(directory.resolve("old.pem")).content().contains("BEGIN EC PRIVATE KEY");

        run(convert);

        assertThat(new PemFile("setting", directory.resolve("new.pem"))
                        .privateKey()
                        .getAlgorithm())
                .isEqualTo("EC");
    }
}
