package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
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

/** A server keeps no thread of an application that was replaced, and WildFly no classes, but for what ADR 54 says. */
@OnServer(Standard.class)
@DisabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara-micro",
        disabledReason = "its process ends with the application")
class RedeploymentServerIT {
    private static final int REDEPLOYMENTS = 10;

    /** Made for an application: by its factories and executors, and by its libraries. */
    private static final Pattern OURS = Pattern.compile("(?i)managed-?(thread|executor)|concurrent/|evictor|clarify");

    /** Payara does, of every deployment of an EAR. */
    private static final boolean KEEPS_CLASSES =
            TestEnvironment.property("arquillian.launch").equals("payara-server");

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final ServerProcess server;

    RedeploymentServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        server = environment.serverProcess();
    }

    @Test
    void ten_redeployments_leave_no_threads_and_no_classes() {
        use();
        int threads = threads().size();
        int all = server.threads().size();
        long copies = copies();

        for (int i = 0; i < REDEPLOYMENTS; i++) {
            environment.redeploy();
            use();
        }

        Awaitility.await("the end of the threads")
                .untilAsserted(() -> assertThat(threads())
                        .as("less than one more for each redeployment than " + threads)
                        .hasSizeLessThan(threads + REDEPLOYMENTS));
        Awaitility.await("the end of all threads, whatever they are called")
                .untilAsserted(() -> assertThat(server.threads()).hasSizeLessThan(all + 3 * REDEPLOYMENTS));
        if (!KEEPS_CLASSES) {
            Awaitility.await("the end of the classes")
                    .untilAsserted(() -> assertThat(copies())
                            .as("one more for fewer than half of the redeployments than " + copies)
                            .isLessThan(copies + REDEPLOYMENTS / 2));
        }
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

    /** Of an enum: its class has instances for as long as it is loaded. */
    private long copies() {
        return server.copies(Kind.class);
    }

    private List<String> threads() {
        return server.threads().stream()
                .filter(thread -> OURS.matcher(thread).find())
                .toList();
    }
}
