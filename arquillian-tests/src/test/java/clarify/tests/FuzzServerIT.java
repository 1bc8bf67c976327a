package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.GeneratedRequests;
import clarify.testkit.GeneratedRequests.Generated;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Requests made of the OpenAPI document. That each answer is as it says is seen to for every test of a server. */
@OnServer(Standard.class)
class FuzzServerIT {
    private static final int REQUESTS = Integer.getInteger("requests", 1_500);
    private static final long SEED = Long.getLong("seed", 2026);
    private static final int REQUESTS_OF_A_PERSON = 50;

    private final Clarify clarify;
    private final OpenAPI document;

    FuzzServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        var options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);
        String text =
                environment.atPath("/openapi.yaml").getText("").expect(200).body();
        document = new OpenAPIV3Parser().readContents(text, null, options).getOpenAPI();
    }

    @Test
    void whatever_is_asked_for_is_answered_and_no_failure_of_the_server() {
        var requests = new GeneratedRequests(document, new Random(SEED));
        Set<String> succeeded = new HashSet<>();
        Journal journal = Journal.rich(clarify);
        for (int i = 0; i < REQUESTS; i++) {
            if (i % REQUESTS_OF_A_PERSON == 0) {
                journal = Journal.rich(clarify);
            }
            Generated request = requests.next(ids(journal));

            Answer answer = send(caller(request.role(), journal), request);

            assertThat(answer.status())
                    .as("%s with seed %d: %s", request, SEED, answer.body())
                    .isLessThan(500);
            if (answer.status() < 300) {
                succeeded.add(request.operation());
            }
        }
        assertThat(succeeded).as("operations that were answered").containsAll(requests.operations());
    }

    /** In an order that is the same in each run. */
    private static Map<String, String> ids(Journal journal) {
        return new TreeMap<>(Map.of(
                "user", journal.userId().toString(),
                "session", journal.session(),
                "dreams", journal.dream(),
                "sessions", journal.session(),
                "patterns", journal.pattern(),
                "reflections", journal.reflection()));
    }

    private Caller caller(String role, Journal journal) {
        return switch (role) {
            case "user" -> journal.caller();
            case "agent" -> clarify.agent();
            case "admin" -> clarify.admin();
            default -> clarify.anonymous();
        };
    }

    private static Answer send(Caller caller, Generated request) {
        String body = request.body();
        return caller.send(
                request.method(),
                request.path(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                builder -> {
                    request.headers().forEach(builder::setHeader);
                    return builder;
                });
    }
}
