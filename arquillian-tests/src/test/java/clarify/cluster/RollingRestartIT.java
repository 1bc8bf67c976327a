package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Journal;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two nodes of one server are stopped, as docs/upgrade.md says, and started again, one after the other, while people are
 * changed and read through what a load balancer does. With {@code -Ddrain=false} they are only stopped, to see what that costs.
 */
class RollingRestartIT {
    private static final int ROUNDS = 2;
    private static final boolean DRAINED = !System.getProperty("drain", "").equals("false");

    /** Requests that a node answers between two restarts. */
    private static final int ENOUGH = 200;

    private @Nullable TwoNodes running;

    static Stream<String> servers() {
        return EachServer.names().stream().filter(server -> !server.equals("payara-server"));
    }

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void no_request_fails_and_nothing_is_lost_while_one_node_after_the_other_is_stopped_and_started(String server)
            throws IOException, InterruptedException {
        var cluster = new TwoNodes(maker(server, 0), maker(server, 1));
        running = cluster;
        cluster.nodes.forEach(Node::start);
        cluster.nodes.forEach(Node::awaitAnswer);
        var report = new Report(server.hashCode());

        try (var balancer = new Balancer(cluster.nodes)) {
            var load = new BalancedLoad(cluster, balancer, report);
            for (int round = 0; round < ROUNDS; round++) {
                for (int node = 0; node < cluster.nodes.size(); node++) {
                    awaitAnswers(balancer);
                    restart(server, cluster, balancer, node);
                }
            }
            awaitAnswers(balancer);
            load.end();
        }

        Path written = report.write();
        assertThat(report.wrong()).as("%s: %s", written, report.text()).isZero();
        assertThat(report.total(Observation.WRITTEN)).isPositive();
        Awaitility.await("an empty outbox").until(() -> cluster.pending() == 0);
        if (DRAINED) {
            assertThat(report.total(Observation.SENT_TO_THE_OTHER_NODE, Observation.LOST))
                    .as("what a load balancer sees of nodes that are drained: %s", report.text())
                    .isZero();
        }
    }

    private static void awaitAnswers(Balancer balancer) {
        List<Long> before = List.of(balancer.sentTo(0), balancer.sentTo(1));
        Awaitility.await("requests to both")
                .until(() ->
                        balancer.sentTo(0) > before.get(0) + ENOUGH && balancer.sentTo(1) > before.get(1) + ENOUGH);
    }

    private static void restart(String server, TwoNodes cluster, Balancer balancer, int number) throws IOException {
        Node node = cluster.node(number);
        if (DRAINED) {
            Files.deleteIfExists(drainFile(server, number));
            Files.createFile(drainFile(server, number));
            Awaitility.await("no request to " + node.name()).until(() -> balancer.isOut(number));
        }
        node.stop();
        node.start();
        node.awaitAnswer();
        Awaitility.await("requests to " + node.name()).until(() -> balancer.isIn(number));
    }

    private static TwoNodes.Maker maker(String server, int number) {
        return (redis, database, tokens) ->
                EachServer.node(server, name(server, number), redis, database, tokens, settings(server, number));
    }

    /** Redis is waited for, so that no invalidation is late; no list expires. */
    private static Map<String, String> settings(String server, int number) {
        Map<String, String> settings = new HashMap<>(OnTwoNodes.Settings.PATIENT.ofBothNodes());
        Journal.KINDS.forEach(kind -> settings.put("clarify.cache.ttl." + kind, "PT30M"));
        settings.put("clarify.node.drain-file", drainFile(server, number).toString());
        return settings;
    }

    private static Path drainFile(String server, int number) {
        return TestEnvironment.file("clarify.servers").toPath().resolve(name(server, number) + ".drain");
    }

    private static String name(String server, int number) {
        return server + "-" + (number + 1);
    }
}
