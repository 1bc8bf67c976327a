package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The server's {@code /openapi} document matches the contract. */
@OnServer(Standard.class)
class OpenApiServerIT {
    private static final String ROOT = "/clarify/api";

    private final TestEnvironment environment;
    private final JsonNode document;

    OpenApiServerIT(TestEnvironment environment) {
        this.environment = environment;
        document = environment
                .atServerPath("/openapi?format=JSON")
                .get("")
                .expect(200)
                .json();
    }

    @Test
    void it_lists_every_endpoint_and_no_other() {
        assertThat(operations())
                .extracting(operation -> operation.method() + " " + operation.address())
                .containsExactlyInAnyOrderElementsOf(Endpoint.all()
                        .map(endpoint ->
                                endpoint.method() + " " + ROOT + endpoint.path().replaceAll("\\{\\w+}", "{}"))
                        .toList());
    }

    @Test
    void it_describes_every_endpoint_and_its_errors() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.says().path("summary").asText()).isNotBlank();
            assertThat(operation.says().path("description").asText()).startsWith("Role ");
            assertThat(operation.says().path("responses").fieldNames())
                    .toIterable()
                    .contains("401", "403", "500")
                    .containsAnyOf("200", "201", "204");
        });
    }

    @Test
    void it_requires_a_bearer_token() {
        JsonNode scheme = document.at("/components/securitySchemes/bearer");

        assertThat(scheme.path("type").asText()).isEqualTo("http");
        assertThat(scheme.path("scheme").asText()).isEqualTo("bearer");
        assertThat(document.at("/security/0").has("bearer")).isTrue();
    }

    @Test
    void it_is_available_as_yaml() {
        Answer yaml = environment
                .atServerPath("/openapi")
                .send("GET", "", BodyPublishers.noBody(), request -> request.setHeader("Accept", "*/*"));

        assertThat(yaml.expect(200).body()).contains("openapi:").contains("/api/context:");
    }

    @TestFactory
    Stream<DynamicTest> without_a_token_nothing_of_it_is_served() {
        return operations().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.method() + " " + operation.address(), () -> refuseAnonymous(operation)));
    }

    private void refuseAnonymous(Operation operation) {
        Caller anonymous =
                environment.atServerPath(operation.address().replace("{}", "00000000-0000-0000-0000-000000000000"));

        Answer answer = anonymous.send(operation.method(), "", BodyPublishers.noBody(), request -> request);

        answer.problem(401);
    }

    private List<Operation> operations() {
        String server = document.at("/servers/0/url").asText("");
        List<Operation> operations = new ArrayList<>();
        for (var path : document.required("paths").properties()) {
            for (var method : path.getValue().properties()) {
                operations.add(Operation.of(
                        server + path.getKey(), method.getKey().toUpperCase(Locale.ROOT), method.getValue()));
            }
        }
        return operations;
    }

    /**
     * One operation.
     *
     * @param address the path from the root of the server, with parameters as {@code {}}
     */
    private record Operation(String address, String method, JsonNode says) {
        static Operation of(String url, String method, JsonNode says) {
            return new Operation(url.replaceFirst("^https?://[^/]+", "").replaceAll("\\{\\w+}", "{}"), method, says);
        }
    }
}
