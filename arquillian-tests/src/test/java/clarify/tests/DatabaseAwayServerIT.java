package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.LogLines;
import clarify.testkit.MetricsAnswer;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnServer(Standard.class)
class DatabaseAwayServerIT {
    /** Less than the time-outs of the servers' connection pools (30 s, 60 s). */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Map<String, String> DREAM = Map.of("title", "A lighthouse");

    /** The default of {@code clarify.invalidation.lease}. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    private static final int ROUNDS = 100;

    /** For four times as many refused requests: one for each cause, and some of the server's pool. */
    private static final int LINES = 20;

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Postgres postgres;
    private final Redis redis;
    private final Journal journal;
    private final String text;

    DatabaseAwayServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        postgres = environment.postgres();
        redis = environment.redis();
        journal = Journal.rich(clarify);
        text = journal.warm().text();
    }

    /** Connections that will be dead when the database has stopped. */
    @BeforeEach
    void the_server_has_pooled_connections() {
        try (var lock = postgres.lock("lock table dreams");
                var calls = ConcurrentCalls.begin(
                        ConcurrentCalls.AT_ONCE, () -> journal.caller().get("/dreams"))) {
            lock.awaitWaiting(ConcurrentCalls.AT_ONCE);
            lock.release();
            assertThat(calls.answers()).extracting(Answer::status).containsOnly(200);
        }
    }

    @Test
    void a_mutation_is_refused_with_a_problem() {
        postgres.stop();

        assertUnavailable(journal.caller().post("/dreams", DREAM));
        assertUnavailable(journal.caller().delete("/dreams/" + journal.dream()));
    }

    @Test
    void a_context_is_served_by_the_cache_alone() {
        postgres.stop();

        ContextAnswer context = context();

        assertThat(context.text()).isEqualTo(text);
        assertThat(context.cacheHits()).isEqualTo(5);
        assertThat(context.partial()).isFalse();
    }

    @Test
    void a_context_of_a_node_that_is_refused_by_its_database_says_that_it_may_not_be_current() {
        postgres.stop();

        assertBlind();

        postgres.start();
        assertFreshAgain();
    }

    @Test
    void a_context_of_a_node_whose_database_is_silent_says_that_it_may_not_be_current() {
        postgres.freeze();

        assertBlind();

        postgres.thaw();
        assertFreshAgain();
    }

    private void assertBlind() {
        Awaitility.await("the end of the lease")
                .until(() -> !journal.caller().context().fresh());

        assertThat(context().text()).isEqualTo(text);
        assertThat(context().cacheHits()).isEqualTo(5);
        assertThat(journal.caller().getText("/context").expect(200).header("Clarify-Fresh"))
                .isEqualTo("unknown");
        Answer refused = journal.caller().get("/context?fresh=required");
        assertUnavailable(refused);
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(clarify.cache().freshness()).isEqualTo("blind");
        assertThat(environment.health("ready").ready("freshness")).isEqualTo("blind");
        MetricsAnswer metrics = clarify.metrics();
        assertThat(metrics.sum("clarify_cache_freshness", "state", "blind")).isEqualTo(1);
        assertThat(metrics.sum("clarify_contexts_blind_total")).isPositive();
        assertThat(metrics.sum("clarify_invalidation_last_poll_age_seconds")).isGreaterThan((double) LEASE.toSeconds());
    }

    private void assertFreshAgain() {
        Awaitility.await("a poll").until(() -> journal.caller().context().fresh());

        assertThat(journal.caller().get("/context?fresh=required").status()).isEqualTo(200);
        assertThat(journal.caller().getText("/context").headers().firstValue("Clarify-Fresh"))
                .isEmpty();
        assertThat(clarify.cache().freshness()).isEqualTo("fresh");
    }

    @Test
    void a_context_that_the_cache_has_a_part_of_is_partial() {
        MetricsAnswer before = clarify.settledMetrics();
        redis.ask(jedis -> jedis.del(journal.keys()[1], journal.keys()[4]));
        postgres.stop();

        ContextAnswer context = context();

        MetricsAnswer after = clarify.metrics();
        assertThat(after.rise(before, "clarify_context_build_seconds_count", "outcome", "partial"))
                .isEqualTo(1);
        assertThat(after.rise(before, "clarify_lookups_total", "outcome", "ok")).isZero();
        assertThat(after.rise(before, "clarify_lookups_total", "kind", "dreams"))
                .isEqualTo(1);
        assertThat(context.partial()).isTrue();
        assertThat(context.cacheHits()).isEqualTo(3);
        assertThat(context.from("failed")).isEqualTo(Set.of("dreams", "reflections"));
        assertThat(context.text()).contains("[User Context]").doesNotContain("[Active Dreams]");
    }

    @Test
    void a_context_that_the_cache_has_nothing_of_is_refused_with_a_problem() {
        clarify.settledMetrics(); // no background task stores the lists again
        redis.ask(jedis -> jedis.del(journal.keys()));
        postgres.stop();

        assertUnavailable(journal.caller().get("/context"));
    }

    @Test
    void everything_works_again_as_soon_as_the_database_is_back() {
        postgres.stop();
        assertUnavailable(journal.caller().post("/dreams", DREAM));
        postgres.start();

        List<Answer> answers = Stream.generate(() -> journal.caller().get("/dreams"))
                .limit(32) // more than the dead connections in the pool
                .toList();
        journal.caller().post("/dreams", DREAM).expect(201);
        ContextAnswer context = context();

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(context.from("database")).isEqualTo(Set.of("dreams"));
        assertThat(context.partial()).isFalse();
        assertThat(context.text()).contains("A lighthouse");
    }

    /** Each cause is told once with its stack, before the others are counted. */
    @Test
    void a_refused_request_costs_the_log_hardly_anything() {
        Journal cold = Journal.rich(clarify);
        clarify.settledMetrics();
        redis.ask(jedis -> jedis.del(cold.keys()));
        postgres.stop();
        refuse(cold);
        LogLines log = LogLines.from(environment.log());

        for (int i = 0; i < ROUNDS; i++) {
            refuse(cold);
        }

        assertThat(log.withoutRecords()).hasSizeLessThan(LINES);
    }

    private void refuse(Journal cold) {
        assertUnavailable(journal.caller().post("/dreams", DREAM));
        assertUnavailable(journal.caller().get("/dreams"));
        assertUnavailable(journal.caller().patch("/users/me", Map.of("name", "Maya")));
        assertUnavailable(cold.caller().get("/context"));
    }

    private ContextAnswer context() {
        Answer answer = journal.caller().get("/context").expect(200);
        assertThat(answer.took()).isLessThan(LIMIT);
        return new ContextAnswer(answer.json());
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().required("status").intValue()).isEqualTo(503);
        assertThat(answer.took()).isLessThan(LIMIT);
    }
}
