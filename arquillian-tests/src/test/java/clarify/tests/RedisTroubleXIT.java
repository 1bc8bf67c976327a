package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.stage.Answer;
import clarify.stage.Clarify;
import clarify.stage.ContextAnswer;
import clarify.stage.Journal;
import clarify.stage.OnServer;
import clarify.stage.Redis;
import clarify.stage.RedisTrouble;
import clarify.stage.Stage;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnServer(RedisTrouble.class)
class RedisTroubleXIT {
    /** Connect plus read limit: what all Redis calls of one context may take together. */
    private static final Duration REDIS_DEADLINE = Duration.ofMillis(500);

    /** For a thread that two busy cores let wait. */
    private static final Duration SCHEDULING = Duration.ofMillis(250);

    private final Clarify clarify;
    private final Redis redis;

    private final Journal journal;
    private final String text;

    RedisTroubleXIT(Stage stage) {
        clarify = stage.clarify();
        redis = stage.redis();
        journal = Journal.rich(clarify);
        text = journal.caller().context().text();
    }

    @BeforeEach
    void the_circuit_is_closed() {
        awaitClosed();
        journal.warm();
    }

    @Test
    void stopped_redis_opens_the_circuit_after_three_failures_and_its_return_closes_it() {
        redis.stop();
        assertOpensAtTheThirdContext();

        redis.start();
        try (var traffic = redis.watch()) {
            assertThat(answer().cacheHits()).isZero();
            assertThat(traffic.calls()).doesNotContainKey("evalsha");
            awaitClosed();
            assertThat(traffic.calls()).containsEntry("ping", 1L).doesNotContainKey("evalsha");
        }
        assertThat(journal.warm().text()).isEqualTo(text);
        assertThat(clarify.cache().consecutiveFailures()).isZero();
    }

    @Test
    void a_restart_of_redis_does_not_open_the_circuit_by_dead_pooled_connections() {
        IntStream.range(0, 64).parallel().forEach(i -> journal.caller().context());

        redis.stop();
        redis.start();

        assertThat(answer().cacheHits()).isZero();
        assertThat(clarify.cache().consecutiveFailures()).isZero();
        assertThat(journal.warm().text()).isEqualTo(text);
        assertThat(clarify.cache().state()).isEqualTo("closed");
    }

    @Test
    void frozen_redis_opens_the_circuit_and_holds_no_context_longer_than_the_deadline() {
        Duration lookups = coldContext();
        Duration limit = REDIS_DEADLINE.plus(lookups).plus(SCHEDULING);

        redis.freeze();
        for (int i = 0; i < 10; i++) {
            Answer answer = journal.caller().get("/context").expect(200);
            assertThat(answer.json().required("text").textValue()).isEqualTo(text);
            assertThat(answer.took()).isLessThan(limit);
        }
        assertThat(clarify.cache().state()).isIn("open", "half-open");

        redis.thaw();
        awaitClosed();
        assertThat(journal.warm().text()).isEqualTo(text);
    }

    @Test
    void a_replica_that_has_lost_its_master_opens_the_circuit() {
        redis.loseMaster();
        assertOpensAtTheThirdContext();

        redis.mend();
        awaitClosed();
        assertThat(journal.warm().text()).isEqualTo(text);
    }

    @Test
    void a_mutation_that_redis_is_too_readonly_to_hear_of_is_never_contradicted() {
        redis.becomeReadOnly();

        Journal.dream(journal.caller(), "A lighthouse");

        for (int i = 0; i < 5; i++) {
            assertThat(answer().text()).contains("A lighthouse");
        }
        redis.mend();
        awaitClosed();
        assertThat(journal.warm().text()).contains("A lighthouse");
    }

    @Test
    void a_mutation_while_redis_is_stopped_is_never_contradicted() {
        redis.freeze(); // keeps the old lists, unlike a stop

        Journal.dream(journal.caller(), "A lighthouse");

        assertThat(answer().text()).contains("A lighthouse");
        redis.thaw();
        assertThat(answer().text()).contains("A lighthouse");
        awaitClosed();
        assertThat(journal.warm().text()).contains("A lighthouse");
    }

    @Test
    void redis_out_of_memory_leaves_every_context_right() {
        redis.ask(jedis -> jedis.del(journal.keys()));
        redis.runOutOfMemory();

        for (int i = 0; i < 5; i++) {
            assertThat(answer().text()).isEqualTo(text);
        }
        redis.mend();
        awaitClosed();
        assertThat(journal.warm().text()).isEqualTo(text);
    }

    @Test
    void the_administrator_closes_the_circuit_at_once() {
        redis.stop();
        assertOpensAtTheThirdContext();
        redis.start();

        clarify.admin().post("/admin/cache/circuit/reset", "");

        assertThat(clarify.cache().state()).isEqualTo("closed");
        assertThat(journal.warm().text()).isEqualTo(text);
    }

    /** Red as well where the breaker of Fault Tolerance is not active: it alone opens the circuit. */
    private void assertOpensAtTheThirdContext() {
        for (int failures = 1; failures <= 3; failures++) {
            assertThat(clarify.cache().state()).isEqualTo("closed");
            assertThat(answer().text()).isEqualTo(text);
            assertThat(clarify.cache().consecutiveFailures()).isGreaterThanOrEqualTo(failures);
        }
        assertThat(clarify.cache().state()).isEqualTo("open");
        assertThat(clarify.cache().enabled()).isFalse();
        assertThat(answer().text()).isEqualTo(text);
    }

    private ContextAnswer answer() {
        return journal.caller().context();
    }

    private Duration coldContext() {
        return IntStream.range(0, 3)
                .mapToObj(i -> {
                    redis.ask(jedis -> jedis.del(journal.keys()));
                    return journal.caller().get("/context").expect(200).took();
                })
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private void awaitClosed() {
        Awaitility.await("a closed circuit")
                .atMost(RedisTrouble.RECOVERY.multipliedBy(3))
                .until(() -> clarify.cache().state().equals("closed"));
    }
}
