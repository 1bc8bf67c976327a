package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.OnServer;
import clarify.testkit.ServerProcess;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A server keeps no thread of an application that was replaced. What it keeps of classes is in ADR 54. */
@OnServer(Standard.class)
@DisabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara-micro",
        disabledReason = "its process ends with the application")
class RedeploymentServerIT {
    private static final int REDEPLOYMENTS = 10;

    /** Made for an application: by its factories and executors, and by its libraries. */
    private static final Pattern OURS = Pattern.compile("(?i)managed-?(thread|executor)|concurrent/|evictor|clarify");

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final ServerProcess server;

    RedeploymentServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        server = environment.serverProcess();
    }

    @Test
    void ten_redeployments_leave_no_threads() {
        use();
        int threads = threads().size();

        for (int i = 0; i < REDEPLOYMENTS; i++) {
            environment.redeploy();
            use();
        }

        Awaitility.await("the end of the threads")
                .untilAsserted(() -> assertThat(threads())
                        .as("less than one more for each redeployment than " + threads)
                        .hasSizeLessThan(threads + REDEPLOYMENTS));
    }

    @Test
    void a_redeployed_node_is_a_new_one_and_has_taken_itself_back_before() {
        String before = awaitThisNode();

        environment.redeploy();

        assertThat(awaitThisNode()).isNotEqualTo(before);
        assertThat(clarify.nodes().map(RedeploymentServerIT::id)).doesNotContain(before);
    }

    /** Others may be there: those of deployments that ended while the database was away. */
    private String awaitThisNode() {
        return Awaitility.await("a node that has published itself")
                .until(clarify::answeringNode, Optional::isPresent)
                .map(RedeploymentServerIT::id)
                .orElseThrow();
    }

    private static String id(JsonNode node) {
        return node.required("id").textValue();
    }

    /** In all that needs a thread: lookups, stores, the outbox. */
    private void use() {
        Caller caller = clarify.newcomer().caller();
        caller.post("/dreams", Map.of("title", "A garden")).expect(201);
        assertThat(caller.context().text()).contains("A garden");
    }

    private List<String> threads() {
        return server.threads().stream()
                .filter(thread -> OURS.matcher(thread).find())
                .toList();
    }
}
