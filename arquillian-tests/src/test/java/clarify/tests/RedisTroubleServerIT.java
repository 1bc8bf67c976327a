package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.RedisTrouble;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Witness;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnServer(RedisTrouble.class)
class RedisTroubleServerIT {
    /** Connect plus read limit: what all Redis calls of one context may take together. */
    private static final Duration REDIS_DEADLINE = Duration.ofMillis(500);

    /** For a thread that busy cores let wait; less than a second deadline. */
    private static final Duration SCHEDULING = Duration.ofMillis(450);

    /** So many that the circuit would open if each of them were a failure. */
    private static final int POOLED = ConcurrentCalls.AT_ONCE;

    private final Clarify clarify;
    private final Redis redis;
    private final Witness witness;
    private final Journal journal;

    RedisTroubleServerIT(TestEnvironment stage) {
        clarify = stage.clarify();
        redis = stage.redis();
        witness = new Witness(stage);
        journal = witness.journal();
    }

    @BeforeEach
    void the_circuit_is_closed() {
        witness.awaitClosed(RedisTrouble.RECOVERY);
        journal.warm();
    }

    @Test
    void stopped_redis_opens_the_circuit_after_three_failures_and_its_return_closes_it() {
        redis.stop();
        witness.assertOpensAtTheThirdContext();

        redis.start();
        try (var traffic = redis.watch()) {
            Awaitility.await("the background try").pollDelay(Duration.ZERO).until(() -> {
                witness.assertRightContext();
                Map<String, Long> calls = traffic.calls();
                assertThat(calls)
                        .satisfiesAnyOf(
                                all -> assertThat(all).containsKey("ping"),
                                all -> assertThat(all).doesNotContainKey("evalsha"));
                return calls.containsKey("ping");
            });
            witness.awaitClosed(RedisTrouble.RECOVERY);
            assertThat(traffic.calls()).containsEntry("ping", 1L);
        }
        witness.assertRightAndWarm();
        assertThat(clarify.cache().consecutiveFailures()).isZero();
    }

    @Test
    void a_restart_of_redis_does_not_open_the_circuit_by_dead_pooled_connections() {
        Awaitility.await("pooled connections").pollDelay(Duration.ZERO).until(() -> {
            contextsAtOnce();
            return clarify.figures().sum("clarify_redis_pool_connections", "state", "idle") >= POOLED;
        });

        redis.stop();
        redis.start();

        assertThat(answer().cacheHits()).isZero();
        assertThat(clarify.cache().consecutiveFailures()).isZero();
        witness.assertRightAndWarm();
        assertThat(clarify.cache().state()).isEqualTo("closed");
    }

    @Test
    void frozen_redis_opens_the_circuit_and_holds_no_context_longer_than_the_deadline() {
        Duration lookups = Stream.generate(witness::coldContext)
                .limit(3)
                .max(Duration::compareTo)
                .orElseThrow();
        Duration limit = REDIS_DEADLINE.plus(lookups).plus(SCHEDULING);

        redis.freeze();
        for (int i = 0; i < 10; i++) {
            assertThat(witness.assertRightContext().took()).isLessThan(limit);
        }
        assertThat(clarify.cache().state()).isIn("open", "half-open");

        redis.thaw();
        witness.awaitClosed(RedisTrouble.RECOVERY);
        witness.assertRightAndWarm();
    }

    @Test
    void a_replica_that_has_lost_its_master_opens_the_circuit() {
        redis.loseMaster();
        witness.assertOpensAtTheThirdContext();

        redis.mend();
        witness.awaitClosed(RedisTrouble.RECOVERY);
        witness.assertRightAndWarm();
    }

    @Test
    void a_mutation_that_redis_is_too_readonly_to_hear_of_is_never_contradicted() {
        redis.becomeReadOnly();

        Journal.dream(journal.caller(), "A lighthouse");

        for (int i = 0; i < 5; i++) {
            assertThat(answer().text()).contains("A lighthouse");
        }
        redis.mend();
        witness.awaitClosed(RedisTrouble.RECOVERY);
        assertThat(journal.warm().text()).contains("A lighthouse");
    }

    @Test
    void a_mutation_while_redis_is_stopped_is_never_contradicted() {
        redis.freeze(); // keeps the old lists, unlike a stop

        Journal.dream(journal.caller(), "A lighthouse");

        assertThat(answer().text()).contains("A lighthouse");
        redis.thaw();
        assertThat(answer().text()).contains("A lighthouse");
        witness.awaitClosed(RedisTrouble.RECOVERY);
        assertThat(journal.warm().text()).contains("A lighthouse");
    }

    @Test
    void redis_out_of_memory_leaves_every_context_right() {
        redis.ask(jedis -> jedis.del(journal.keys()));
        redis.runOutOfMemory();

        for (int i = 0; i < 5; i++) {
            witness.assertRightContext();
        }
        redis.mend();
        witness.awaitClosed(RedisTrouble.RECOVERY);
        witness.assertRightAndWarm();
    }

    @Test
    void nothing_is_warmed_where_redis_does_not_answer() {
        redis.freeze();

        clarify.admin()
                .post("/admin/cache/users/" + journal.userId() + "/warm", "")
                .problem(503);

        redis.thaw();
        witness.awaitClosed(RedisTrouble.RECOVERY);
    }

    @Test
    void the_administrator_closes_the_circuit_at_once() {
        redis.stop();
        witness.assertOpensAtTheThirdContext();
        redis.start();

        clarify.admin().post("/admin/cache/circuit/reset", "");

        assertThat(clarify.cache().state()).isEqualTo("closed");
        witness.assertRightAndWarm();
    }

    /** Redis lets all of them wait, each with a connection of its own, and answers in time. */
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
