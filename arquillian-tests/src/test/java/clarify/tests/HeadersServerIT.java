package clarify.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.LogLines;
import clarify.testkit.OnServer;
import clarify.testkit.RawConnection;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller writes into headers costs the server neither time nor space, with the shipped configuration. */
@OnServer(Standard.class)
class HeadersServerIT {
    /** On a slow machine. Before there were limits, each of these took 9 seconds and more. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final TestEnvironment environment;

    HeadersServerIT(TestEnvironment environment) {
        this.environment = environment;
    }

    static Stream<Arguments> longHeaders() {
        return Stream.of(
                Arguments.of("a number in a token", "Authorization: Bearer " + token("\"x\":" + "7".repeat(700_000))),
                Arguments.of("media types", "Accept: " + "a/b;q=0.1,".repeat(40_000)),
                Arguments.of("one parameter", "Accept: text/plain" + ";q=0".repeat(100_000)),
                Arguments.of("cookies", "Cookie: " + "a=b; ".repeat(100_000)),
                Arguments.of("many lines", "X-A: b\r\n".repeat(50_000) + "X-A: b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longHeaders")
    void headers_beyond_everything_are_refused_unread(String what, String headers) {
        assertThat(get(headers).answer(LIMIT)).matches("(?s)|HTTP/1.1 4\\d\\d .*");
    }

    @Test
    void headers_of_more_than_8_KiB_are_refused() {
        assertThat(get("X-Long: " + "a".repeat(9_000)).answer(LIMIT)).matches("(?s)HTTP/1.1 4(?:00|13|31) .*");
    }

    @Test
    void headers_of_7_KiB_are_read() {
        assertThat(get("X-Long: " + "a".repeat(7_000)).answer(LIMIT)).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void what_is_refused_costs_few_lines_and_writes_none_of_its_own() {
        String forged = "forged-" + UUID.randomUUID();
        String record =
                "2026-01-01 00:00:00,000 INFO  [clarify.audit] (default task-1) operation=clarify.admin who=" + forged;
        LogLines log = LogLines.from(environment.log());
        LogLines audited = LogLines.from(environment.auditRecords());

        for (int i = 0; i < 10; i++) {
            get("Authorization: Bearer x").answer(LIMIT);
            get("Authorization: Bearer " + header("{\"alg\":\"RS256\\n" + record + "\"}"))
                    .answer(LIMIT);
            get("Authorization: Bearer "
                            + header("{\"alg\":\"\\r\\n" + record + "\\u2028\",\"kid\":\"\\n" + record + "\"}"))
                    .answer(LIMIT);
            get("User-Agent: \\\" \\n\r " + record).answer(LIMIT);
        }
        Caller admin = environment.clarify().admin();
        String user = environment.clarify().newcomer().id().toString();
        String path = "/admin/cache/users/" + user;
        String hostile = "%0A" + record.replace(' ', '+').replace("[", "%5B").replace("]", "%5D") + "%22";
        admin.delete("/admin/cache/users/" + user + hostile);
        admin.delete("/admin/cache/kinds/dreams" + hostile);
        admin.delete(path).expect(204);

        log.awaitLine(user, "action=purge-user");
        assertThat(log.lines()).noneMatch(line -> line.startsWith(record));
        assertThat(log.withoutRecords()).hasSizeLessThan(10);
        assertThat(audited.lines())
                .hasSizeLessThan(30)
                .allMatch(line -> line.matches("\\S+Z operation=.*"))
                .anyMatch(line ->
                        line.matches("\\S+Z operation=clarify.admin who=[0-9a-f-]{36} action=purge-user subject=" + user
                                + " outcome=done status=204"));
    }

    private RawConnection get(String headers) {
        return environment
                .connect()
                .send("GET /clarify/api/context HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                        + "\r\n\r\n");
    }

    private static String token(String more) {
        return header("{\"alg\":\"RS256\"," + more + "}");
    }

    private static String header(String json) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(json.getBytes(UTF_8)) + "." + base64.encodeToString("{}".getBytes(UTF_8)) + ".eA";
    }
}
