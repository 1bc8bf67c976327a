package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What needs no database is answered at once while others wait for one that hangs, however many they are. */
@OnServer(Standard.class)
class DatabaseHangsServerIT {
    /** Three times the second that is promised: the machine may be slow. What waits for the database waits longer. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

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

    private static void assertAtOnce(int status, Answer answer) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.took()).isLessThan(AT_ONCE);
    }

    private void assertThatWhatNeedsNoDatabaseIsAnsweredAtOnce() {
        Answer context = other.caller().getText("/context");
        assertAtOnce(200, context);
        assertThat(context.body()).isEqualTo(text);
        assertAtOnce(401, clarify.anonymous().get("/dreams"));
        assertAtOnce(404, other.caller().get("/nothing"));
        assertAtOnce(405, other.caller().delete("/context"));
        assertAtOnce(200, clarify.admin().getText("/metrics"));
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

            assertThatWhatNeedsNoDatabaseIsAnsweredAtOnce();
            assertAtOnce(200, other.caller().get("/dreams"));
            assertAtOnce(201, other.caller().post("/dreams", Map.of("title", "A boat")));
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

            assertAtOnce(201, record(other));

            assertRefused(waiting.answers());
        }
    }

    private Answer record(Journal of) {
        Map<String, String> pattern = Map.of("patternType", "tension", "content", "Torn between two coasts");
        return clarify.agent().post("/users/" + of.userId() + "/patterns", List.of(pattern));
    }

    @Test
    void a_silent_database_stops_none_but_those_who_need_it() {
        postgres.freeze();
        try (var waiting = ConcurrentCalls.begin(READERS, () -> journal.caller().get("/dreams"))) {
            assertThatWhatNeedsNoDatabaseIsAnsweredAtOnce();

            postgres.thaw();
            List<Answer> refused = waiting.answers().stream()
                    .filter(answer -> answer.status() != 200)
                    .toList();
            assertThat(refused).hasSizeGreaterThan(READERS / 2);
            assertRefused(refused);
        }
        assertThat(journal.caller().get("/dreams").status()).isEqualTo(200);
    }
}
