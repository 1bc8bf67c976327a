package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cluster.Person.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal of the runbook in docs/operations.md: makes the trouble, sees the alert, does what the page says, sees it end. */
@OnTwoNodes(OnTwoNodes.Settings.QUICK_RECOVERY)
class RunbookIT {
    /** Milliseconds between two contexts, so that a rate has something to count. */
    private static final int INTERVAL = 100;

    private final TwoNodes cluster;
    private final Node node;
    private final Person person;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable CompletableFuture<Void> reader;
    private @Nullable Prometheus started;

    RunbookIT(TwoNodes cluster) {
        this.cluster = cluster;
        node = cluster.node(0);
        person = new Person(cluster);
    }

    private Prometheus prometheus() {
        Prometheus running = started;
        if (running == null) {
            throw new IllegalStateException();
        }
        return running;
    }

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        started = new Prometheus(directory, adminToken(), cluster.nodes);
        Awaitility.await("Prometheus")
                .ignoreExceptions()
                .until(() -> prometheus().firing(), Set::isEmpty);
        reader = CompletableFuture.runAsync(this::readContexts);
    }

    /** As somebody does all the time. */
    private void readContexts() {
        try {
            while (!ended.await(INTERVAL, TimeUnit.MILLISECONDS)) {
                readContext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readContext() {
        try (var client = new ContextClient(node.port)) {
            var unused = client.context(person.token);
        } catch (IOException e) {
            // the node is away
        }
    }

    @AfterEach
    void close() {
        ended.countDown();
        CompletableFuture<Void> reading = reader;
        if (reading != null) {
            reading.join();
        }
        prometheus().close();
        cluster.redis.restore();
        cluster.nodes.forEach(each -> {
            each.proxy.pass();
            each.database.pass();
        });
    }

    private String adminToken() {
        return cluster.tokens.of(UUID.randomUUID().toString(), "admin");
    }

    @Test
    void a_node_that_is_down_is_started_again() {
        node.kill();
        prometheus().awaitFiring("ClarifyNodeDown");

        node.start();
        node.awaitAnswer();

        prometheus().awaitClear("ClarifyNodeDown");
    }

    @Test
    void a_token_that_has_expired_is_replaced() throws IOException {
        prometheus().token("expired");
        prometheus().awaitFiring("ClarifyNodeDown");

        prometheus().token(adminToken());

        prometheus().awaitClear("ClarifyNodeDown");
    }

    @Test
    void nodes_that_nobody_scrapes_are_named_as_targets() throws IOException {
        prometheus().targets(List.of());
        prometheus().reload();
        prometheus().awaitFiring("ClarifyNobodyScraped");

        prometheus().targets(cluster.nodes);
        prometheus().reload();

        prometheus().awaitClear("ClarifyNobodyScraped");
    }

    @Test
    void redis_is_repaired_and_the_circuit_is_the_only_alert_until_then() {
        cluster.redis.kill();
        person.write(Place.DREAM, 0, 1);
        prometheus().awaitFiring("ClarifyCircuitOpen");
        Awaitility.await("an invalidation that waits for more than ten seconds")
                .until(() -> node.clarify().metrics().sum("clarify_invalidations_oldest_age_seconds") > 15);
        assertThat(prometheus().firing()).containsExactly("ClarifyCircuitOpen");

        cluster.redis.start();

        prometheus().awaitClear("ClarifyCircuitOpen");
        Awaitility.await("the delivery").until(() -> cluster.pending() == 0);
    }

    @Test
    void a_node_without_its_database_gets_it_back() {
        node.database.refuse();
        prometheus().awaitFiring("ClarifyNodeBlind");

        node.database.pass();

        prometheus().awaitClear("ClarifyNodeBlind");
    }

    @Test
    void the_outbox_can_be_read_again() {
        cluster.redis.kill();
        person.write(Place.DREAM, 0, 2);
        Awaitility.await("a poll that has seen the invalidation")
                .until(() -> node.clarify().metrics().sum("clarify_invalidations_pending") > 0);
        cluster.postgres.execute("alter table invalidations rename to moved");
        try {
            prometheus().awaitFiring("ClarifyNodeNotPolling");
            cluster.redis.start();
            prometheus().awaitFiring("ClarifyInvalidationsWaiting");
        } finally {
            cluster.postgres.execute("alter table moved rename to invalidations");
        }

        prometheus().awaitClear("ClarifyNodeNotPolling");
        prometheus().awaitClear("ClarifyInvalidationsWaiting");
    }

    @Test
    void after_a_purge_the_hits_come_back() {
        Awaitility.await("ClarifyHitRatioCollapsed")
                .atMost(Duration.ofMinutes(5))
                .until(() -> {
                    node.clarify().admin().delete("/admin/cache").expect(204);
                    return prometheus().firing().contains("ClarifyHitRatioCollapsed");
                });

        prometheus().awaitClear("ClarifyHitRatioCollapsed");
    }

    @Test
    void a_lock_that_stops_lookups_is_ended() {
        node.clarify().admin().delete("/admin/cache").expect(204);
        try (var lock = cluster.postgres.lock("lock table dreams in access exclusive mode")) {
            prometheus().awaitFiring("ClarifyPartialContexts");
            lock.release();
        }

        prometheus().awaitClear("ClarifyPartialContexts");
    }

    @Test
    void a_shaky_network_is_repaired() {
        Awaitility.await("ClarifyRedisFailing")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1)) // so that others succeed in between, and the circuit stays closed
                .until(() -> {
                    node.proxy.cut();
                    node.clarify().with(person.token).context();
                    node.proxy.pass();
                    return prometheus().firing().contains("ClarifyRedisFailing");
                });

        prometheus().awaitClear("ClarifyRedisFailing");
    }
}
