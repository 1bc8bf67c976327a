package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnServer(Standard.class)
class DatabaseAwayServerIT {
    /** Far below what a server's pool would wait for a connection of its own accord (30 s, 60 s). */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Map<String, String> DREAM = Map.of("title", "A lighthouse");

    private final Clarify clarify;
    private final Postgres postgres;
    private final Redis redis;
    private final Journal journal;
    private final String text;

    DatabaseAwayServerIT(TestEnvironment stage) {
        clarify = stage.clarify();
        postgres = stage.postgres();
        redis = stage.redis();
        journal = Journal.rich(clarify);
        text = journal.warm().text();
    }

    /** Connections that die with the database, for the server to find out about. */
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
    void a_context_that_the_cache_has_a_part_of_is_partial() {
        MetricsAnswer before = clarify.settledFigures();
        redis.ask(jedis -> jedis.del(journal.keys()[1], journal.keys()[4]));
        postgres.stop();

        ContextAnswer context = context();

        MetricsAnswer after = clarify.figures();
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
        clarify.settledFigures(); // nobody stores them again
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
                .limit(32) // more than there are dead connections
                .toList();
        journal.caller().post("/dreams", DREAM).expect(201);
        ContextAnswer context = context();

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(context.from("database")).isEqualTo(Set.of("dreams"));
        assertThat(context.partial()).isFalse();
        assertThat(context.text()).contains("A lighthouse");
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
