package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no database is answered at once while others wait for one that hangs, however many they are. */
@OnServer(Standard.class)
class DatabaseHangsServerIT {
    /** What is promised, for the half of the answers: the machine may be slow at times. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final int ROUNDS = 9;

    /** For an answer on a slow machine, beyond a limit. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The limit of a lookup, and a call to Redis. */
    private static final Duration CONTEXT = Duration.ofMillis(2_500);

    /** From the end of a fault. */
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private static final int PEOPLE = 8;

    private static final int WRITERS = 60;
    private static final int READERS = 250;

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Postgres postgres;
    private final Journal journal;
    private final Journal other;
    private final String text;

    DatabaseHangsServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        postgres = environment.postgres();
        journal = Journal.rich(clarify);
        other = Journal.rich(clarify);
        text = other.warm().text();
    }

    private Answer post() {
        return journal.caller().post("/dreams", Map.of("title", "A lighthouse"));
    }

    private static void assertAtOnce(int status, Supplier<Answer> call) {
        List<Answer> answers = Stream.generate(call).limit(ROUNDS).toList();
        assertThat(answers).extracting(Answer::status).containsOnly(status);
        assertAtOnce(answers.stream().map(Answer::took));
    }

    private static void assertAtOnce(Stream<Duration> times) {
        List<Duration> sorted = times.sorted().toList();
        assertThat(sorted.get(ROUNDS / 2)).isLessThan(AT_ONCE);
        assertThat(sorted.get(ROUNDS - 1)).isLessThan(AT_ONCE.plus(PATIENCE));
    }

    private void assertThatWhatNeedsNoDatabaseIsAnsweredAtOnce() {
        assertAtOnce(200, () -> other.caller().getText("/context"));
        assertThat(other.caller().getText("/context").body()).isEqualTo(text);
        assertAtOnce(401, () -> clarify.anonymous().get("/dreams"));
        assertAtOnce(404, () -> other.caller().get("/nothing"));
        assertAtOnce(405, () -> other.caller().delete("/context"));
        assertAtOnce(200, () -> clarify.admin().getText("/metrics"));
        for (String question : List.of("live", "started", "ready")) {
            assertAtOnce(
                    Stream.generate(() -> environment.health(question).took()).limit(ROUNDS));
        }
        assertThat(environment.health("live").up()).isTrue();
    }

    private static void assertRefused(List<Answer> answers) {
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.problem(503).detail()).endsWith("Try again later.");
            assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
        });
    }

    @Test
    void a_locked_row_stops_none_but_its_own_writers() {
        try (var row = postgres.lock("select * from users where id = ? for update", journal.userId());
                var waiting = ConcurrentCalls.begin(WRITERS, this::post)) {
            row.awaitWaiting(1);

            assertAtOnce(200, () -> other.caller().get("/dreams"));
            assertThatWhatNeedsNoDatabaseIsAnsweredAtOnce();
            assertAtOnce(201, () -> other.caller().post("/dreams", Map.of("title", "A boat")));
            assertThat(environment.health("ready").up()).isTrue();

            assertRefused(waiting.answers());
        }
        assertThat(post().status()).isEqualTo(201);
    }

    /** All its calls have one token. */
    @Test
    void a_locked_row_leaves_the_conversation_service_its_other_users() {
        try (var row = postgres.lock("select * from users where id = ? for update", journal.userId());
                var waiting = ConcurrentCalls.begin(WRITERS, () -> record(journal))) {
            row.awaitWaiting(1);

            assertAtOnce(201, () -> record(other));

            assertRefused(waiting.answers());
        }
    }

    private Answer record(Journal of) {
        Map<String, String> pattern = Map.of("patternType", "tension", "content", "Torn between two coasts");
        return clarify.agent().post("/users/" + of.userId() + "/patterns", List.of(pattern));
    }

    @Test
    void a_silent_database_stops_none_but_those_who_need_it() {
        List<Caller> cold = coldPeople();
        postgres.freeze();
        try (var waiting = ConcurrentCalls.begin(READERS, () -> journal.caller().get("/dreams"))) {
            assertThatWhatNeedsNoDatabaseIsAnsweredAtOnce();
            assertThatContextsEnd(cold);

            postgres.thaw();
            List<Answer> refused = waiting.answers().stream()
                    .filter(answer -> answer.status() != 200)
                    .toList();
            assertThat(refused).hasSizeGreaterThan(READERS / 2);
            assertRefused(refused);
        }
        assertThat(journal.caller().get("/dreams").status()).isEqualTo(200);
    }

    @Test
    void lookups_that_wait_for_a_lock_end_at_their_limit() {
        List<Caller> people = coldPeople();
        try (var tables = postgres.lock(
                "lock table users, dreams, clarify_patterns, clarify_sessions, reflections in access exclusive mode")) {
            assertThatContextsEnd(people);
            tables.release();
        }
    }

    /** Long before the driver's limit of 15 seconds, which a pool waits for that asks a connection whether it lives. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void a_path_that_swallows_everything_is_left_as_soon_as_it_is_restored(int seconds) {
        List<Caller> people = coldPeople();
        environment.databaseProxy().swallow();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end) {
            assertThatContextsEnd(people);
        }

        environment.databaseProxy().pass();

        Awaitility.await("contexts and the outbox")
                .atMost(RECOVERY.plus(PATIENCE))
                .untilAsserted(() -> {
                    assertThat(contexts(people)).allSatisfy(answer -> {
                        ContextAnswer context =
                                new ContextAnswer(answer.expect(200).json());
                        assertThat(context.partial()).isFalse();
                        assertThat(context.fresh()).isTrue();
                    });
                    assertThat(postgres.pendingInvalidations()).isZero();
                });
    }

    private List<Caller> coldPeople() {
        List<Journal> people =
                Stream.generate(() -> Journal.rich(clarify)).limit(PEOPLE).toList();
        clarify.settledMetrics();
        people.forEach(person -> environment.redis().ask(jedis -> jedis.del(person.keys())));
        return people.stream().map(Journal::caller).toList();
    }

    /** One alone, and all of them five times at once. */
    private static void assertThatContextsEnd(List<Caller> people) {
        assertEnded(people.get(0).get("/context"));
        contexts(Stream.generate(() -> people).limit(5).flatMap(List::stream).toList())
                .forEach(DatabaseHangsServerIT::assertEnded);
    }

    private static List<Answer> contexts(List<Caller> callers) {
        List<Callable<Answer>> calls = callers.stream()
                .<Callable<Answer>>map(caller -> () -> caller.get("/context"))
                .toList();
        try (var answers = ConcurrentCalls.begin(calls)) {
            return answers.answers();
        }
    }

    private static void assertEnded(Answer answer) {
        assertThat(answer.status()).isIn(200, 503);
        assertThat(answer.took()).isLessThan(CONTEXT.plus(PATIENCE));
    }
}
