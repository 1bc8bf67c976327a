package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.Journal;
import clarify.testkit.LogLines;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.WithoutRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locked rows, slow statements and deadlocks. */
@OnServer(WithoutRedis.class)
class DatabaseLimitsServerIT {
    private static final Map<String, String> DREAM = Map.of("title", "A lighthouse");

    /** For an answer on a slow machine, beyond the limit. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int CALLERS = 8;

    private final Postgres postgres;
    private final TcpProxy proxy;
    private final Journal journal;
    private final Journal other;
    private final LogLines log;

    DatabaseLimitsServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        proxy = environment.databaseProxy();
        Clarify clarify = environment.clarify();
        journal = Journal.rich(clarify);
        other = Journal.rich(clarify);
        log = LogLines.from(environment.log());
    }

    /** What is refused here is told in a line or two, without the stack of what is behind it. */
    @AfterEach
    void the_log_has_few_lines() {
        log.assertFewerThan(10);
    }

    @BeforeEach
    void count() {
        postgres.execute("create sequence tries");
    }

    @AfterEach
    void countNoMore() {
        postgres.execute("drop sequence tries");
    }

    private void beforeInsert(String title, String statement) {
        postgres.trigger("before insert on dreams", "new.title = '" + title + "'", statement);
    }

    private Answer post(String title) {
        return journal.caller().post("/dreams", Map.of("title", title));
    }

    private int tries() {
        return postgres.count("select last_value from tries");
    }

    private int stored(String title) {
        return postgres.count("select count(*) from dreams where title = ? and user_id = ?", title, journal.userId());
    }

    private static void assertRefused(Answer answer, String reason) {
        assertThat(answer.problem(503).detail()).startsWith(reason);
        assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
    }

    @Test
    void a_locked_row_stops_its_own_writer_for_a_while_and_nobody_else() {
        try (var row = postgres.lock("select * from users where id = ? for update", journal.userId());
                var waiting = ConcurrentCalls.begin(3, () -> journal.caller().post("/dreams", DREAM))) {
            row.awaitWaiting(1);
            assertThat(other.caller().post("/dreams", DREAM).status()).isEqualTo(201);
            assertThat(journal.caller().get("/dreams").status()).isEqualTo(200);

            assertThat(waiting.answers()).allSatisfy(answer -> assertRefused(answer, "The database took too long."));
        }
        assertThat(journal.caller().post("/dreams", DREAM).status()).isEqualTo(201);
    }

    @Test
    void a_statement_that_lasts_too_long_is_given_up() {
        beforeInsert("slow", "perform pg_sleep(60)");
        long start = System.nanoTime();

        assertRefused(post("slow"), "The database took too long.");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WithoutRedis.LIMIT.plus(PATIENCE));
        assertThat(stored("slow")).isZero();
    }

    @Test
    void connections_that_fall_silent_are_given_up_by_the_pool_as_well() {
        beforeInsert("overlapping", "perform pg_sleep(1)");
        postAtOnce("overlapping");

        proxy.silenceConnections();
        postAtOnce("told that it failed, or stored");

        assertThat(postAtOnce("stored")).extracting(Answer::status).containsOnly(201);
    }

    private List<Answer> postAtOnce(String title) {
        try (var calls = ConcurrentCalls.begin(CALLERS, () -> post(title))) {
            return calls.answers();
        }
    }

    /** Deadlock and serialization failure. */
    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void what_the_database_has_rolled_back_is_tried_once_more(String state) {
        beforeInsert("victim", "if nextval('tries') = 1 then raise sqlstate '" + state + "'; end if");

        String dream = post("victim").expect(201).json().get("id").asText();

        assertThat(tries()).isEqualTo(2);
        assertThat(stored("victim")).isOne();
        assertThat(journal.caller().get("/dreams/" + dream).status()).isEqualTo(200);
    }

    @Test
    void whoever_is_always_the_victim_is_told_to_try_again() {
        beforeInsert("victim", "perform nextval('tries'); raise sqlstate '40P01'");

        assertRefused(post("victim"), "Others changed the same at the same time.");

        assertThat(tries()).isEqualTo(2);
        assertThat(stored("victim")).isZero();
    }

    @Test
    void a_database_that_takes_no_changes_is_told_of_and_read_as_ever() {
        beforeInsert("standby", "raise sqlstate '25006'");

        assertRefused(post("standby"), "The database can only be read at present.");

        journal.caller().get("/dreams").expect(200);
    }
}
