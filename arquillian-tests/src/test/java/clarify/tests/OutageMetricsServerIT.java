package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.ContextAnswer;
import clarify.testkit.ContextProbe;
import clarify.testkit.HealthAnswer;
import clarify.testkit.Journal;
import clarify.testkit.MetricsAnswer;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.RedisTrouble;
import clarify.testkit.TestEnvironment;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An outage of Redis as the metrics show it: Redis freezes, users change their data, Redis thaws. */
@OnServer(RedisTrouble.class)
class OutageMetricsServerIT {
    private static final int MUTATIONS = 20;
    private static final List<String> TABLES =
            List.of("users", "dreams", "clarify_patterns", "clarify_sessions", "reflections");

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Redis redis;
    private final ContextProbe probe;
    private final Journal journal;

    OutageMetricsServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        redis = environment.redis();
        probe = new ContextProbe(environment);
        journal = probe.journal();
    }

    @Test
    void an_outage_changes_every_metric_as_expected_and_the_node_stays_ready() {
        probe.awaitClosed(RedisTrouble.RECOVERY);
        journal.warm();
        MetricsAnswer before = clarify.settledMetrics();

        redis.freeze();
        for (int i = 0; i < MUTATIONS; i++) {
            Journal.dream(journal.caller(), "A dream " + i);
            assertThat(journal.caller().context().text()).contains("A dream " + i);
        }
        MetricsAnswer during = awaitPending(MUTATIONS);

        assertThat(during.rise(before, "clarify_redis_call_seconds_count", "outcome", "timeout"))
                .isGreaterThanOrEqualTo(3);
        assertThat(during.rise(before, "clarify_cache_circuit_openings_total")).isPositive();
        assertThat(during.sum("clarify_cache_circuit_state", "state", "closed")).isZero();
        Awaitility.await() // the gauges of the states are not read at the same time
                .untilAsserted(() -> assertThat(clarify.metrics().sum("clarify_cache_circuit_state"))
                        .isEqualTo(1));
        assertThat(during.rise(before, "clarify_cache_reads_total", "outcome", "unanswered"))
                .isEqualTo(5.0 * MUTATIONS);
        assertThat(during.rise(before, "clarify_cache_reads_total", "outcome", "hit"))
                .isZero();
        assertThat(during.rise(before, "clarify_lookups_total", "outcome", "ok"))
                .isEqualTo(5.0 * MUTATIONS);
        assertThat(during.rise(before, "clarify_lookup_seconds_count")).isEqualTo(5.0 * MUTATIONS);
        assertThat(during.rise(before, "clarify_context_build_seconds_count", "outcome", "whole"))
                .isEqualTo(MUTATIONS);
        assertThat(during.rise(before, "clarify_context_build_seconds_count", "outcome", "partial"))
                .isZero();
        assertThat(during.sum("clarify_redis_pool_waiting")).isZero();
        assertThat(during.sum("clarify_invalidations_oldest_age_seconds")).isPositive();
        HealthAnswer health = environment.health("ready");
        assertThat(health.up()).isTrue();
        assertThat(health.ready("redis")).isEqualTo("degraded");
        assertThat(Integer.parseInt(health.ready("pendingInvalidations"))).isGreaterThanOrEqualTo(MUTATIONS);

        redis.thaw();
        probe.awaitClosed(RedisTrouble.RECOVERY);
        awaitPending(0);
        journal.warm();
        MetricsAnswer after = clarify.metrics();

        assertThat(after.sum("clarify_cache_circuit_state", "state", "closed")).isEqualTo(1);
        assertThat(after.sum("clarify_invalidations_oldest_age_seconds")).isZero();
        assertThat(after.sum("clarify_redis_pool_connections", "state", "idle")).isPositive();
        // One for the main circuit, and one for that for storing if enough invalidations had failed to open it as well.
        assertThat(after.rise(during, "clarify_redis_call_seconds_count", "operation", "ping", "outcome", "ok"))
                .isBetween(1.0, 2.0);
        assertThat(after.rise(during, "clarify_redis_call_seconds_count", "operation", "invalidate", "outcome", "ok"))
                .isPositive();
        assertThat(after.rise(during, "clarify_cache_reads_total", "outcome", "hit"))
                .isGreaterThanOrEqualTo(5);
        assertThat(environment.health("ready").ready("redis")).isEqualTo("ok");
    }

    @Test
    void a_foreign_value_is_counted_as_unreadable() {
        probe.awaitClosed(RedisTrouble.RECOVERY);
        journal.warm();
        MetricsAnswer before = clarify.settledMetrics();

        redis.ask(jedis -> jedis.set("ctx:dreams:" + journal.userId(), "rubbish"));
        probe.assertCorrectContext();

        assertThat(clarify.metrics()
                        .rise(before, "clarify_cache_reads_total", "kind", "dreams", "outcome", "unreadable"))
                .isEqualTo(1);
    }

    @Test
    void a_herd_at_a_cold_user_shares_lookups() {
        probe.awaitClosed(RedisTrouble.RECOVERY);
        journal.warm();
        MetricsAnswer before = clarify.settledMetrics();
        redis.ask(jedis -> jedis.del(journal.keys()));
        double joined = 5.0 * (ConcurrentCalls.AT_ONCE - 1);

        List<ContextAnswer> contexts;
        try (var lock = environment.postgres().lock("lock table " + String.join(", ", TABLES));
                var herd = ConcurrentCalls.begin(ConcurrentCalls.AT_ONCE, journal.caller()::context)) {
            Awaitility.await("all but the first share its lookups")
                    .until(() -> clarify.metrics().rise(before, "clarify_lookups_coalesced_total") == joined);
            lock.release();
            contexts = herd.answers();
        }

        MetricsAnswer after = clarify.metrics();
        assertThat(contexts).allSatisfy(context -> {
            assertThat(context.partial()).isFalse();
            assertThat(context.cacheMisses()).isEqualTo(5);
        });
        assertThat(after.rise(before, "clarify_lookups_total", "outcome", "ok")).isEqualTo(5);
        assertThat(after.rise(before, "clarify_lookup_seconds_count")).isEqualTo(5);
        assertThat(after.rise(before, "clarify_lookups_coalesced_total")).isEqualTo(joined);
    }

    /** The metric is updated by the poll, twice a second. */
    private MetricsAnswer awaitPending(int rows) {
        return Awaitility.await("waiting invalidations: " + rows)
                .until(
                        clarify::metrics,
                        metrics -> rows == 0
                                ? metrics.sum("clarify_invalidations_pending") == 0
                                : metrics.sum("clarify_invalidations_pending") >= rows);
    }
}
