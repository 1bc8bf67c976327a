package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.OnServer;
import clarify.testkit.TestEnvironment;
import clarify.testkit.WildFlyProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** WildFly lets a call of an EJB wait for ever when the application has failed to start. */
@OnServer
@EnabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "wildfly",
        disabledReason = "the others answer for failed applications themselves")
class FailedDeploymentServerIT {
    /** Far more than a health check or the end of a server takes. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestEnvironment environment;

    FailedDeploymentServerIT(TestEnvironment environment) {
        this.environment = environment;
    }

    @Test
    void a_server_with_a_wrong_setting_is_not_ready_answers_its_operator_and_ends_when_it_is_told_to()
            throws IOException, InterruptedException {
        try (var server = new WildFlyProcess(
                environment.postgres().port(),
                Map.of("CLARIFY_REDIS_URI", "localhost:6379", "CLARIFY_REDIS_URL", "x"))) {
            server.awaitFailedDeployment();

            assertThat(health(server, "live")).isEqualTo(200);
            assertThat(health(server, "started")).isEqualTo(503);
            assertThat(health(server, "ready")).isEqualTo(503);
            assertThat(health(server, "ready")).isEqualTo(503); // a check that hangs would hold one of two threads
            assertThat(health(server, "ready")).isEqualTo(503);
            server.cli(":read-attribute(name=server-state)");
            assertThat(server.log())
                    .containsOnlyOnce("SEVERE [clarify.startup.AllSettings]")
                    .contains(
                            "Setting clarify.redis.uri must look like redis://user:password@host:6379/0, or rediss:// for TLS.")
                    .contains("CLARIFY_REDIS_URL is no setting and has no effect. Did you mean CLARIFY_REDIS_URI?");

            server.terminate();
            assertThat(server.endsWithin(LIMIT)).isTrue();
        }
    }

    private static int health(WildFlyProcess server, String question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.management().resolve("health/" + question))
                .timeout(LIMIT)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
