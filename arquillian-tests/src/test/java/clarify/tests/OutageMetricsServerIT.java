package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.ContextAnswer;
import clarify.testkit.HealthAnswer;
import clarify.testkit.Journal;
import clarify.testkit.MetricsAnswer;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.RedisTrouble;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Witness;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An outage by the script: Redis freezes, people go on changing things, Redis thaws. Every figure tells of it. */
@OnServer(RedisTrouble.class)
class OutageMetricsServerIT {
    private static final int MUTATIONS = 20;
    private static final List<String> TABLES =
            List.of("users", "dreams", "clarify_patterns", "clarify_sessions", "reflections");

    private final TestEnvironment stage;
    private final Clarify clarify;
    private final Redis redis;
    private final Witness witness;
    private final Journal journal;

    OutageMetricsServerIT(TestEnvironment stage) {
        this.stage = stage;
        clarify = stage.clarify();
        redis = stage.redis();
        witness = new Witness(stage);
        journal = witness.journal();
    }

    @Test
    void an_outage_moves_every_figure_as_it_must_and_the_node_stays_ready() {
        witness.awaitClosed(RedisTrouble.RECOVERY);
        journal.warm();
        MetricsAnswer before = clarify.settledFigures();

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
        Awaitility.await() // a figure of each state is read, and between two of them it may change
                .untilAsserted(() -> assertThat(clarify.figures().sum("clarify_cache_circuit_state"))
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
        HealthAnswer health = stage.health("ready");
        assertThat(health.up()).isTrue();
        assertThat(health.ready("redis")).isEqualTo("degraded");
        assertThat(Integer.parseInt(health.ready("pendingInvalidations"))).isGreaterThanOrEqualTo(MUTATIONS);

        redis.thaw();
        witness.awaitClosed(RedisTrouble.RECOVERY);
        awaitPending(0);
        journal.warm();
        MetricsAnswer after = clarify.figures();

        assertThat(after.sum("clarify_cache_circuit_state", "state", "closed")).isEqualTo(1);
        assertThat(after.sum("clarify_invalidations_oldest_age_seconds")).isZero();
        assertThat(after.sum("clarify_redis_pool_connections", "state", "idle")).isPositive();
        assertThat(after.rise(during, "clarify_redis_call_seconds_count", "operation", "ping", "outcome", "ok"))
                .isEqualTo(1);
        assertThat(after.rise(during, "clarify_redis_call_seconds_count", "operation", "invalidate", "outcome", "ok"))
                .isPositive();
        assertThat(after.rise(during, "clarify_cache_reads_total", "outcome", "hit"))
                .isGreaterThanOrEqualTo(5);
        assertThat(stage.health("ready").ready("redis")).isEqualTo("ok");
    }

    @Test
    void a_foreign_value_is_counted_as_unreadable() {
        witness.awaitClosed(RedisTrouble.RECOVERY);
        journal.warm();
        MetricsAnswer before = clarify.settledFigures();

        redis.ask(jedis -> jedis.set("ctx:dreams:" + journal.userId(), "rubbish"));
        witness.assertRightContext();

        assertThat(clarify.figures()
                        .rise(before, "clarify_cache_reads_total", "kind", "dreams", "outcome", "unreadable"))
                .isEqualTo(1);
    }

    @Test
    void a_herd_at_a_cold_user_shares_lookups() {
        witness.awaitClosed(RedisTrouble.RECOVERY);
        journal.warm();
        MetricsAnswer before = clarify.settledFigures();
        redis.ask(jedis -> jedis.del(journal.keys()));
        double joined = 5.0 * (ConcurrentCalls.AT_ONCE - 1);

        List<ContextAnswer> contexts;
        try (var lock = stage.postgres().lock("lock table " + String.join(", ", TABLES));
                var herd = ConcurrentCalls.begin(ConcurrentCalls.AT_ONCE, journal.caller()::context)) {
            Awaitility.await("all but the first share its lookups")
                    .until(() -> clarify.figures().rise(before, "clarify_lookups_coalesced_total") == joined);
            lock.release();
            contexts = herd.answers();
        }

        MetricsAnswer after = clarify.figures();
        assertThat(contexts).allSatisfy(context -> {
            assertThat(context.partial()).isFalse();
            assertThat(context.cacheMisses()).isEqualTo(5);
        });
        assertThat(after.rise(before, "clarify_lookups_total", "outcome", "ok")).isEqualTo(5);
        assertThat(after.rise(before, "clarify_lookup_seconds_count")).isEqualTo(5);
        assertThat(after.rise(before, "clarify_lookups_coalesced_total")).isEqualTo(joined);
    }

    /** The poll looks twice a second. */
    private MetricsAnswer awaitPending(int rows) {
        return Awaitility.await("waiting invalidations: " + rows)
                .until(
                        clarify::figures,
                        figures -> rows == 0
                                ? figures.sum("clarify_invalidations_pending") == 0
                                : figures.sum("clarify_invalidations_pending") >= rows);
    }
}
