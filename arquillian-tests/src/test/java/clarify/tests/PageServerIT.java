package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(Standard.class)
class PageServerIT {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"(page/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from '\\./([^']+)'");

    private final TestEnvironment environment;

    PageServerIT(TestEnvironment environment) {
        this.environment = environment;
    }

    @Test
    void the_page_loads_nothing_from_other_origins() {
        Answer page = get("/").expect(200);

        assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(page.body())
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("<style", "style=", "<script>", "onclick=");
        assertGuarded(page);
    }

    @Test
    void every_file_that_it_loads_is_there() {
        Set<String> found = new HashSet<>();
        var files = new ArrayDeque<String>();
        LINKED.matcher(get("/").body()).results().forEach(link -> files.add(link.group(1)));
        assertThat(files).hasSizeGreaterThanOrEqualTo(2);

        while (!files.isEmpty()) {
            String file = files.remove();
            if (found.add(file)) {
                Answer answer = get("/" + file).expect(200);
                assertThat(answer.header("Content-Type"))
                        .as(file)
                        .isEqualToIgnoringCase(
                                file.endsWith(".css") ? "text/css;charset=UTF-8" : "text/javascript;charset=UTF-8");
                assertGuarded(answer);
                IMPORTED.matcher(answer.body()).results().forEach(imported -> files.add("page/" + imported.group(1)));
            }
        }

        assertThat(found).contains("page/page.css", "page/app.js", "page/api.js");
    }

    @Test
    void the_address_without_a_slash_redirects_to_it() {
        Answer answer = get("");

        assertThat(answer.status()).isIn(301, 302, 307, 308);
        assertThat(answer.header("Location")).endsWith("/clarify/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/app.js"})
    void it_is_read_only(String path) {
        for (String method : new String[] {"POST", "PUT", "DELETE"}) {
            Answer answer = environment.atPath(path).send(method, "", BodyPublishers.noBody(), request -> request);
            answer.problem(405);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
        }
        Answer head = environment.atPath(path).send("HEAD", "", BodyPublishers.noBody(), request -> request);
        assertThat(head.expect(200).header("Content-Length"))
                .isEqualTo(get(path).header("Content-Length"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip                      | gzip
            deflate, gzip;q=1.0, br   | gzip
            GZIP;q=0.5                | gzip
            br, gzip;q=0, *;q=0.1     | ''
            gzip;q=0.000              | ''
            x-gzip, identity          | ''
            ''                        | ''
            """)
    void it_is_compressed_for_who_takes_gzip(String accepted, String encoding) {
        Answer plain = get("/page/app.js").expect(200);
        Answer answer = get("/page/app.js", accepted).expect(200);

        assertThat(answer.header("Content-Encoding")).isEqualTo(encoding);
        assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
        int length = Integer.parseInt(answer.header("Content-Length"));
        if (encoding.isEmpty()) {
            assertThat(answer.body()).isEqualTo(plain.body());
        } else {
            assertThat(length).isPositive().isLessThan(plain.body().length() / 2);
        }
        Answer head = environment
                .atPath("/page/app.js")
                .send("HEAD", "", BodyPublishers.noBody(), request -> request.setHeader("Accept-Encoding", accepted));
        assertThat(head.header("Content-Length")).isEqualTo(answer.header("Content-Length"));
        assertGuarded(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/page/", "/page/nothing.js", "/page/index.html", "/app.js"})
    void nothing_but_its_files_is_served(String path) {
        get(path).problem(404);
    }

    /** On WildFly the server itself answers. */
    @ParameterizedTest
    @ValueSource(strings = {"/WEB-INF/web.xml", "/page/%2e%2e/WEB-INF/web.xml", "/page/..%2fWEB-INF/web.xml"})
    void internal_files_are_not_served(String path) {
        Answer answer = get(path);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("web-app", "servlet");
    }

    @Test
    void the_api_has_the_same_headers() {
        Caller caller = environment.clarify().newcomer().caller();

        for (Answer answer : new Answer[] {caller.get("/context"), caller.get("/nothing"), get("/nothing")}) {
            assertGuarded(answer);
        }
    }

    private Answer get(String path, String acceptEncoding) {
        return environment
                .atPath(path)
                .send(
                        "GET",
                        "",
                        BodyPublishers.noBody(),
                        request -> request.setHeader("Accept-Encoding", acceptEncoding));
    }

    private Answer get(String path) {
        return environment.atPath(path).get("");
    }

    private static void assertGuarded(Answer answer) {
        assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly(POLICY);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()", "microphone=()", "geolocation=()");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }
}
