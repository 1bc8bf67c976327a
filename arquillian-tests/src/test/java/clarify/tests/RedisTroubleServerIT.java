package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.ContextAnswer;
import clarify.testkit.ContextProbe;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.RedisTrouble;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnServer(RedisTrouble.class)
class RedisTroubleServerIT {
    /** The limit for all Redis calls of one context: connect time-out plus read time-out. */
    private static final Duration REDIS_DEADLINE = Duration.ofMillis(500);

    /** Tolerance for scheduling on a busy machine, less than a second deadline. */
    private static final Duration SCHEDULING = Duration.ofMillis(450);

    /** Enough to open the circuit if each dead connection were a failure. */
    private static final int POOLED = ConcurrentCalls.AT_ONCE;

    private final Clarify clarify;
    private final Redis redis;
    private final ContextProbe probe;
    private final Journal journal;

    RedisTroubleServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        redis = environment.redis();
        probe = new ContextProbe(environment);
        journal = probe.journal();
    }

    @BeforeEach
    void the_circuit_is_closed() {
        probe.awaitClosed(RedisTrouble.RECOVERY);
        journal.warm();
    }

    @Test
    void stopped_redis_opens_the_circuit_after_three_failures_and_its_return_closes_it() {
        redis.stop();
        probe.assertOpensAtTheThirdContext();

        redis.start();
        try (var traffic = redis.watch()) {
            Awaitility.await("the background try").pollDelay(Duration.ZERO).until(() -> {
                probe.assertCorrectContext();
                Map<String, Long> calls = traffic.calls();
                assertThat(calls)
                        .satisfiesAnyOf(
                                all -> assertThat(all).containsKey("mget"),
                                all -> assertThat(all).doesNotContainKeys("set", "evalsha"));
                return calls.containsKey("mget");
            });
            probe.awaitClosed(RedisTrouble.RECOVERY);
            assertThat(traffic.calls()).doesNotContainKey("ping");
        }
        probe.assertCorrectAndCached();
        assertThat(clarify.cache().consecutiveFailures()).isZero();
    }

    @Test
    void a_restart_of_redis_does_not_open_the_circuit_by_dead_pooled_connections() {
        Awaitility.await("pooled connections").pollDelay(Duration.ZERO).until(() -> {
            contextsAtOnce();
            return clarify.metrics().sum("clarify_redis_pool_connections", "state", "idle") >= POOLED;
        });

        redis.stop();
        redis.start();

        assertThat(answer().cacheHits()).isZero();
        assertThat(clarify.cache().consecutiveFailures()).isZero();
        probe.assertCorrectAndCached();
        assertThat(clarify.cache().state()).isEqualTo("closed");
    }

    @Test
    void lists_that_a_redis_brings_back_from_its_disk_are_not_shown() {
        journal.warm();
        redis.keepCopy();
        Journal.dream(journal.caller(), "A lighthouse");
        redis.startFromCopy();
        long keys = redis.ask(jedis -> jedis.exists(journal.keys()));
        assertThat(keys).isPositive();

        assertThat(answer().text()).contains("A lighthouse");
        assertThat(clarify.cache().state()).isEqualTo("closed");
        assertThat(journal.warm().text()).contains("A lighthouse");
    }

    @Test
    void frozen_redis_opens_the_circuit_and_delays_no_context_beyond_the_deadline() {
        Duration lookups = Stream.generate(probe::timeOfUncachedContext)
                .limit(3)
                .max(Duration::compareTo)
                .orElseThrow();
        Duration limit = REDIS_DEADLINE.plus(lookups).plus(SCHEDULING);

        redis.freeze();
        for (int i = 0; i < 10; i++) {
            assertThat(probe.assertCorrectContext().took()).isLessThan(limit);
        }
        assertThat(clarify.cache().state()).isIn("open", "half-open");

        redis.thaw();
        probe.awaitClosed(RedisTrouble.RECOVERY);
        probe.assertCorrectAndCached();
    }

    @Test
    void a_replica_that_has_lost_its_master_opens_the_circuit() {
        redis.loseMaster();
        probe.assertOpensAtTheThirdContext();

        redis.restore();
        probe.awaitClosed(RedisTrouble.RECOVERY);
        probe.assertCorrectAndCached();
    }

    @Test
    void no_context_is_stale_after_a_mutation_while_redis_is_read_only() {
        redis.becomeReadOnly();

        Journal.dream(journal.caller(), "A lighthouse");

        for (int i = 0; i < 5; i++) {
            assertThat(answer().text()).contains("A lighthouse");
        }
        redis.restore();
        probe.awaitClosed(RedisTrouble.RECOVERY);
        assertThat(journal.warm().text()).contains("A lighthouse");
    }

    @Test
    void no_context_is_stale_after_a_mutation_while_redis_is_frozen() {
        redis.freeze(); // a stop would lose the old lists

        Journal.dream(journal.caller(), "A lighthouse");

        assertThat(answer().text()).contains("A lighthouse");
        redis.thaw();
        assertThat(answer().text()).contains("A lighthouse");
        probe.awaitClosed(RedisTrouble.RECOVERY);
        assertThat(journal.warm().text()).contains("A lighthouse");
    }

    @Test
    void every_context_is_correct_while_redis_is_out_of_memory() {
        redis.ask(jedis -> jedis.del(journal.keys()));
        redis.runOutOfMemory();

        for (int i = 0; i < 5; i++) {
            probe.assertCorrectContext();
        }
        redis.restore();
        probe.awaitClosed(RedisTrouble.RECOVERY);
        probe.assertCorrectAndCached();
    }

    @Test
    void warming_is_refused_while_redis_does_not_answer() {
        redis.freeze();

        clarify.admin()
                .post("/admin/cache/users/" + journal.userId() + "/warm", "")
                .problem(503);

        redis.thaw();
        probe.awaitClosed(RedisTrouble.RECOVERY);
    }

    @Test
    void the_administrator_closes_the_circuit_at_once() {
        redis.stop();
        probe.assertOpensAtTheThirdContext();
        redis.start();

        clarify.admin().post("/admin/cache/circuit/reset", "");

        assertThat(clarify.cache().state()).isEqualTo("closed");
        probe.assertCorrectAndCached();
    }

    /** Redis is paused, so that all of them wait, each with its own connection. */
    private void contextsAtOnce() {
        redis.pause(Duration.ofMillis(100));
        try (var calls = ConcurrentCalls.begin(POOLED, journal.caller()::context)) {
            assertThat(calls.answers()).hasSize(POOLED);
        }
    }

    private ContextAnswer answer() {
        return journal.caller().context();
    }
}
